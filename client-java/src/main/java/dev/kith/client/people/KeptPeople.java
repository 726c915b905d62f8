package dev.kith.client.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of people and groups. Where it is kept in a database it survives the end of the process. Of the loop. */
public interface KeptPeople {
    /**
     * A person, or a group.
     *
     * @param address empty: it is a group
     * @param group 0: it is a person
     * @param version of what they show
     * @param order of two things of one version the higher is the newer
     * @param shown what they show, as JSON; null: nothing is known of it
     * @param own what the user says of them, as JSON
     * @param book how the user's phone book calls them
     */
    record Row(
            String address,
            long group,
            long version,
            long order,
            @Nullable String shown,
            @Nullable String own,
            @Nullable String book) {
        public boolean isEmpty() {
            return shown == null && own == null && book == null;
        }
    }

    List<Row> all();

    /** So it is now; an empty one is forgotten. */
    void put(Row row);

    /** Stores all that this writes, or nothing of it. */
    void together(Runnable work);

    /** The same, and on the disk when it returns. */
    void forced(Runnable work);

    void clear();
}
