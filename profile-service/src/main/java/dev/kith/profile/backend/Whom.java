package dev.kith.profile.backend;

import dev.kith.contracts.event.RestrictionUpdated.With;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// With whom a user may have to do.
enum Whom {
    ALL(With.ANYONE),
    CONTACTS(With.CONTACTS),
    PAIRED(With.PAIRED);

    private final With announced;

    Whom(With announced) {
        this.announced = announced;
    }

    /// As it is announced; its number is what is stored.
    With announced() {
        return announced;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Whom> ofSlug(String slug) {
        return Arrays.stream(values()).filter(one -> one.slug().equals(slug)).findFirst();
    }

    static Whom ofNumber(int stored) {
        return Arrays.stream(values())
                .filter(one -> one.announced.getNumber() == stored)
                .findFirst()
                .orElseThrow();
    }
}
