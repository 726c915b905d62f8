package dev.kith.client;

import java.util.Arrays;
import java.util.Locale;

/** Who finds the user by their number. */
public enum Discoverability {
    /** Everyone who has it in their book. */
    EVERYONE,
    /** Those who have it in their book and are in the user's. */
    CONTACTS,
    NOBODY;

    /** As the server writes it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of this word; {@link IllegalArgumentException} for one that is none of them. */
    public static Discoverability ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(value -> value.slug().equals(slug.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + slug + "' is none of everyone, contacts, nobody"));
    }
}
