package dev.kith.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's own profile: fields, each with the levels that open it. Immutable; each {@code with} gives a changed copy for
 * {@link Kith#setSelfProfile}, which sends the changed fields alone.
 *
 * <p>A value is a String, a number, a Boolean, or what makes a JSON object or list: a Map or List of such.
 *
 * @param version of which this is a copy
 * @param address the user's own
 * @param changes by field; null: the field goes
 */
public record SelfProfile(
        long version, String address, Map<String, Field> fields, Map<String, @Nullable Field> changes) {

    /**
     * A field: one value, or several where not everybody sees the same. Of several each level opens at most one, and who
     * holds levels of more than one sees the value of the highest.
     */
    public record Field(List<Opened> values) {
        public Field {
            values = List.copyOf(values);
        }

        /** The first or only value; null: not set. */
        public @Nullable Object value() {
            return values.get(0).value();
        }

        /** Who sees the first or only value. */
        public @Nullable Set<Integer> levels() {
            return values.get(0).levels();
        }
    }

    /**
     * A value and who sees it.
     *
     * @param value null: not set, or, in a change, left as it is
     * @param levels that open it; 0: anyone in the app; none: nobody. Null in a change: leave them, or for a new field what
     *     the app's settings say
     */
    public record Opened(@Nullable Object value, @Nullable Set<Integer> levels) {}

    /** A copy that changes nothing yet, and of which nothing need be known. */
    public static SelfProfile unchanged() {
        return new SelfProfile(0, "", Map.of(), Map.of());
    }

    /** The text in this field; empty if it has none, or is not a text. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name))
                .flatMap(field -> Optional.ofNullable(field.value()))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** With this value; its levels stay. */
    public SelfProfile with(String name, Object value) {
        return changed(name, new Opened(value, null));
    }

    /** With this value, opened by these levels. */
    public SelfProfile with(String name, Object value, Set<Integer> levels) {
        return changed(name, new Opened(value, Set.copyOf(levels)));
    }

    /** With these values instead of all that it has, each with its levels. */
    public SelfProfile withValues(String name, List<Opened> values) {
        return changed(name, new Field(values));
    }

    /** Opened by these levels; its value stays. Also for {@code presence} and {@code lastSeen}, which have no value. */
    public SelfProfile withLevels(String name, Set<Integer> levels) {
        return changed(name, new Opened(null, Set.copyOf(levels)));
    }

    /** Without this field. */
    public SelfProfile without(String name) {
        return changed(name, (Field) null);
    }

    private SelfProfile changed(String name, Opened opened) {
        return changed(name, new Field(List.of(opened)));
    }

    private SelfProfile changed(String name, @Nullable Field field) {
        var more = new LinkedHashMap<String, @Nullable Field>(changes);
        more.put(name, field);
        return new SelfProfile(version, address, fields, more);
    }
}
