package dev.kith.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's own profile: fields, each with the levels that open it. Immutable; each {@code with} gives a changed copy for
 * {@link Kith#setSelfProfile}, which sends the changed fields alone.
 *
 * @param version of which this is a copy
 * @param address the user's own
 * @param changes by field; null: the field goes
 */
public record SelfProfile(
        long version, String address, Map<String, Field> fields, Map<String, @Nullable Field> changes) {

    /**
     * A field and who sees it.
     *
     * @param value null: not set, or, in a change, left as it is
     * @param levels that open it; 0: anyone in the app; none: nobody. Null in a change: leave them, or for a new field what
     *     the app's settings say
     */
    public record Field(@Nullable String value, @Nullable Set<Integer> levels) {}

    /** A copy that changes nothing yet, and of which nothing need be known. */
    public static SelfProfile unchanged() {
        return new SelfProfile(0, "", Map.of(), Map.of());
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name)).flatMap(field -> Optional.ofNullable(field.value()));
    }

    /** With this value; its levels stay. */
    public SelfProfile with(String name, String value) {
        return changed(name, new Field(value, null));
    }

    /** With this value, opened by these levels. */
    public SelfProfile with(String name, String value, Set<Integer> levels) {
        return changed(name, new Field(value, Set.copyOf(levels)));
    }

    /** Opened by these levels; its value stays. Also for {@code presence} and {@code lastSeen}, which have no value. */
    public SelfProfile withLevels(String name, Set<Integer> levels) {
        return changed(name, new Field(null, Set.copyOf(levels)));
    }

    /** Without this field. */
    public SelfProfile without(String name) {
        return changed(name, null);
    }

    private SelfProfile changed(String name, @Nullable Field field) {
        var more = new LinkedHashMap<String, @Nullable Field>(changes);
        more.put(name, field);
        return new SelfProfile(version, address, fields, more);
    }
}
