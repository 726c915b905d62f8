package dev.kith.presence.people;

import org.jspecify.annotations.Nullable;

/// What one viewer sees of a person. What they may not see is absent, and so is a time that nobody knows.
public record View(@Nullable Boolean online, @Nullable Long lastSeenAt) {
    /// Nothing at all.
    public static final View NOTHING = new View(null, null);

    /// The state and the time are two fields with levels of their own.
    public static View of(Shown person, Sight viewer) {
        return new View(
                viewer.seesState(person.opening()) ? person.online() : null,
                viewer.seesTime(person.opening()) ? person.lastSeenAt() : null);
    }

    /// Whether this viewer may see anything of one who opens these fields.
    public static boolean isOpen(Opening opening, Sight viewer) {
        return viewer.seesState(opening) || viewer.seesTime(opening);
    }

    /// Whether two standings or openings let a viewer see the same fields.
    public static boolean isSame(Opening before, Sight viewerBefore, Opening now, Sight viewerNow) {
        return viewerBefore.seesState(before) == viewerNow.seesState(now)
                && viewerBefore.seesTime(before) == viewerNow.seesTime(now);
    }
}
