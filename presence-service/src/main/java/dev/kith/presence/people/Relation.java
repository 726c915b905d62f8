package dev.kith.presence.people;

import dev.kith.kit.visibility.Standing;

/// How two people stand to each other, seen from one of them.
///
/// @param granted what the other one grants, and what they have cut off from the viewer
/// @param given the same in the other direction
/// @param known the viewer has said something about the other one
/// @param viewer what the viewer lets anybody see
public record Relation(Stand granted, Stand given, boolean known, Frankness viewer) {
    /// Two who have nothing to do with each other.
    public static final Relation NONE = new Relation(Stand.NONE, Stand.NONE, false, Frankness.FULL);

    /// What the viewer may see.
    public Sight sight() {
        return new Sight(standing(), viewer);
    }

    /// What the other one opens to the viewer.
    public Standing standing() {
        return granted.hides() || given.blocksAll() ? Standing.behindBlock() : Standing.granted(granted.levels());
    }

    /// Either has blocked all of the other.
    public boolean isBlocked() {
        return granted.blocksAll() || given.blocksAll();
    }
}
