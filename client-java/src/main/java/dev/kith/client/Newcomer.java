package dev.kith.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a new user starts. Who may find them is said here, before they are announced to anyone.
 *
 * @param name null: none yet
 * @param discoverability null: what the app's settings say
 */
public record Newcomer(@Nullable String name, @Nullable Discoverability discoverability) {
    /** As the app's settings say. */
    public static final Newcomer ANY = new Newcomer(null, null);

    Optional<String> nameToShow() {
        return Optional.ofNullable(name);
    }

    Optional<Discoverability> choice() {
        return Optional.ofNullable(discoverability);
    }
}
