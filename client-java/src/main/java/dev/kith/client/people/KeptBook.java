package dev.kith.client.people;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user's phone book as it was read last, and what of it the server has. Of the loop. */
public interface KeptBook {
    /**
     * A number.
     *
     * @param number without what only makes it readable
     * @param written as the user wrote it
     * @param uploaded how the server has it, in the words of who asks; null: it has not
     * @param address whose it is; null: nobody's who can be reached, as far as is known
     */
    record Entry(
            String number,
            String written,
            String name,
            @Nullable String uploaded,
            @Nullable String address) {
        /** The same, of somebody; null: it stays as it is. */
        public Entry of(@Nullable String newAddress) {
            return new Entry(number, written, name, uploaded, newAddress == null ? address : newAddress);
        }
    }

    List<Entry> all();

    void put(Entry entry);

    void remove(String number);

    /** Those of this address. */
    List<Entry> of(String address);

    /** Those of nobody so far that end like this. */
    List<Entry> unmatched(String lastDigits);

    /** The version that the server's book had after the last sync; empty: there was none. */
    Optional<Long> version();

    void version(long version);

    /** The server may have nothing of it. */
    void startOver();

    /** Stores all that this writes, or nothing of it. */
    void together(Runnable work);

    void clear();
}
