package dev.kith.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of a person or a group. It stays on this device, and nobody else sees it. Immutable: each {@code with}
 * gives a changed copy.
 *
 * <pre>{@code kith.registry().set("+442079460123", LocalProfile.EMPTY.withName("Mum").withField("birthday", "1 May"));}</pre>
 *
 * @param givenName the name to show instead of theirs; null: theirs
 * @param givenPicture where a picture is that is shown instead of theirs, as the app words it; null: theirs
 * @param fields whatever else the app keeps of them
 */
public record LocalProfile(
        @Nullable String givenName, @Nullable String givenPicture, Map<String, String> fields) {
    /** Says nothing. */
    public static final LocalProfile EMPTY = new LocalProfile(null, null, Map.of());

    public LocalProfile {
        fields = Map.copyOf(fields);
    }

    public Optional<String> name() {
        return Optional.ofNullable(givenName);
    }

    public Optional<String> picture() {
        return Optional.ofNullable(givenPicture);
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Another name; null: none. */
    public LocalProfile withName(@Nullable String name) {
        return new LocalProfile(name, givenPicture, fields);
    }

    /** Another picture; null: none. */
    public LocalProfile withPicture(@Nullable String picture) {
        return new LocalProfile(givenName, picture, fields);
    }

    /** Another value of this field; null: none. */
    public LocalProfile withField(String name, @Nullable String value) {
        var changed = new HashMap<>(fields);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new LocalProfile(givenName, givenPicture, changed);
    }
}
