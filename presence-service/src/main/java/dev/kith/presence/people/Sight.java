package dev.kith.presence.people;

import dev.kith.kit.visibility.Standing;

/// What a viewer may see of one person: what the person opens to them, and of that only what the viewer does not
/// hide themselves.
///
/// @param standing how the viewer stands to the person
/// @param frankness what the viewer lets others see
public record Sight(Standing standing, Frankness frankness) {
    /// Of oneself: everything.
    public static final Sight OWN = new Sight(Standing.OWNER, Frankness.FULL);

    /// The same viewer, standing differently to the person.
    public Sight as(Standing other) {
        return new Sight(other, frankness);
    }

    boolean seesState(Opening opening) {
        return frankness.state() && standing.sees(opening.presence());
    }

    boolean seesTime(Opening opening) {
        return frankness.time() && standing.sees(opening.lastSeen());
    }
}
