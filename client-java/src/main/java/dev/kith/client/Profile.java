package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the user may see of someone, as of one moment, and the way to change how the user stands to them.
 *
 * <p>Changes are collected and sent by {@link #save()}:
 *
 * <pre>{@code kith.getProfile("+442079460123").setContact(true, 1, 2).subscribe(true).save();}</pre>
 */
public final class Profile {
    private final String address;
    private final long version;
    private final Map<String, Object> fields;
    private final Names names;
    private final BiFunction<String, RelationshipChange, CompletableFuture<Void>> saver;
    private RelationshipChange change = RelationshipChange.NONE;

    /**
     * What this device says of them.
     *
     * @param book their name in the user's phone book
     * @param bookFirst it goes before the name that they give themselves
     */
    record Names(@Nullable LocalProfile local, @Nullable String book, boolean bookFirst) {
        static final Names NONE = new Names(null, null, true);
    }

    Profile(
            String address,
            long version,
            Map<String, Object> fields,
            Names names,
            BiFunction<String, RelationshipChange, CompletableFuture<Void>> saver) {
        this.address = address;
        this.version = version;
        this.fields = Map.copyOf(fields);
        this.names = names;
        this.saver = saver;
    }

    public String address() {
        return address;
    }

    /** Rises with every change; 0: nothing is known here yet. */
    public long version() {
        return version;
    }

    /** Every field that the user may see: a String, Long, Double, Boolean, or what JSON makes a Map or a List. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** The text in this field; empty if it is not there, or not a text. */
    public Optional<String> field(String name) {
        return value(name, String.class);
    }

    /** The value of this field; empty if it is not there, or of another type. */
    public <T> Optional<T> value(String name, Class<T> type) {
        return Optional.ofNullable(fields.get(name)).filter(type::isInstance).map(type::cast);
    }

    /** As they call themselves. */
    public Optional<String> name() {
        return field("name");
    }

    /** What the user says of them on this device; empty: nothing. */
    public Optional<LocalProfile> local() {
        return Optional.ofNullable(names.local);
    }

    /** As the user's phone book calls them, if {@link ContactSynchronizer#syncBook} has read one with them in it. */
    public Optional<String> bookName() {
        return Optional.ofNullable(names.book);
    }

    /**
     * How to call them: by the name that the user gave them here, by that of the phone book, as they call themselves, or by their
     * address. {@link Registry#preferPhoneBook} turns the second and the third round.
     */
    public String displayName() {
        var first = names.bookFirst ? bookName() : name();
        return local().flatMap(LocalProfile::name)
                .or(() -> first)
                .or(this::name)
                .or(this::bookName)
                .orElse(address);
    }

    /** Grants these levels (1, 2 and 5 if none is named), or takes all levels away. */
    @CanIgnoreReturnValue
    public synchronized Profile setContact(boolean on, int... levels) {
        change = change.withLevels(on ? granted(levels) : Set.of());
        return this;
    }

    /**
     * Grants these levels (1, 2 and 5 if none is named) for a time, beside those that they have anyway. The grant ends by
     * itself, and what they saw by it is withdrawn.
     */
    @CanIgnoreReturnValue
    public synchronized Profile setContact(Duration lasting, int... levels) {
        change = change.withLevels(granted(levels), lasting);
        return this;
    }

    private static Set<Integer> granted(int... levels) {
        var granted = new TreeSet<Integer>();
        for (int level : levels) {
            granted.add(level);
        }
        if (granted.isEmpty()) {
            granted.addAll(ContactSynchronizer.USUAL_LEVELS);
        }
        return granted;
    }

    /** Whether changes of this profile are told to the user. */
    @CanIgnoreReturnValue
    public synchronized Profile subscribe(boolean on) {
        change = change.withSubscribed(on);
        return this;
    }

    /** Cuts these off and nothing else; without any named everything, which also hides them from the user. */
    @CanIgnoreReturnValue
    public synchronized Profile block(BlockKind... what) {
        change = change.withBlocked(what.length == 0 ? EnumSet.allOf(BlockKind.class) : Set.of(what));
        return this;
    }

    @CanIgnoreReturnValue
    public synchronized Profile unblock() {
        change = change.withBlocked(Set.of());
        return this;
    }

    /** Sends what was changed since the last call. */
    public CompletableFuture<Void> save() {
        RelationshipChange toSend;
        synchronized (this) {
            toSend = change;
            change = RelationshipChange.NONE;
        }
        return saver.apply(address, toSend);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Profile that
                && address.equals(that.address)
                && version == that.version
                && fields.equals(that.fields)
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return "Profile[" + address + ", version " + version + ", " + fields + "]";
    }
}
