package dev.kith.contacts.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who may find a user by address: the found user's own choice.
public enum Discoverability {
    /// Whoever knows the address.
    EVERYONE(1),
    /// Only people in the user's own book.
    CONTACTS(2),
    NOBODY(3);

    private final int stored;

    Discoverability(int stored) {
        this.stored = stored;
    }

    /// As it stands in the database and in events.
    public int stored() {
        return stored;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether more people can find a user by this than by the other.
    boolean isWiderThan(Discoverability other) {
        return stored < other.stored;
    }

    public static Discoverability ofStored(int stored) {
        return Arrays.stream(values())
                .filter(d -> d.stored == stored)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no discoverability is stored as " + stored));
    }

    static Optional<Discoverability> ofSlug(String slug) {
        return Arrays.stream(values()).filter(d -> d.slug().equals(slug)).findFirst();
    }

    /// The choice at sign-up; one that this service does not know yet is the careful default.
    static Discoverability of(dev.kith.contracts.event.Discoverability announced) {
        return switch (announced) {
            case EVERYONE -> EVERYONE;
            case NOBODY -> NOBODY;
            case CONTACTS, DISCOVERABILITY_UNSPECIFIED, UNRECOGNIZED -> CONTACTS;
        };
    }
}
