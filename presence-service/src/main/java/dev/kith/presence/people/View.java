package dev.kith.presence.people;

import dev.kith.kit.visibility.Standing;
import org.jspecify.annotations.Nullable;

/// What one viewer sees of a person. What they may not see is absent, and so is a time that nobody knows.
public record View(@Nullable Boolean online, @Nullable Long lastSeenAt) {
    /// Nothing at all.
    public static final View NOTHING = new View(null, null);

    /// The state and the time are two fields with levels of their own.
    public static View of(Shown person, Standing viewer) {
        return new View(
                viewer.sees(person.opening().presence()) ? person.online() : null,
                viewer.sees(person.opening().lastSeen()) ? person.lastSeenAt() : null);
    }

    /// Whether this viewer may see anything of one who opens these fields.
    public static boolean isOpen(Opening opening, Standing viewer) {
        return viewer.sees(opening.presence()) || viewer.sees(opening.lastSeen());
    }

    /// Whether two standings or openings let a viewer see the same fields.
    public static boolean isSame(Opening before, Standing viewerBefore, Opening now, Standing viewerNow) {
        return viewerBefore.sees(before.presence()) == viewerNow.sees(now.presence())
                && viewerBefore.sees(before.lastSeen()) == viewerNow.sees(now.lastSeen());
    }
}
