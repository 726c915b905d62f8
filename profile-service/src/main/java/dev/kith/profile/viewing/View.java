package dev.kith.profile.viewing;

import dev.kith.kit.visibility.Standing;
import dev.kith.profile.state.ProfileState;
import java.util.SortedMap;

/// Somebody's profile and how they and the viewer stand to each other.
///
/// @param viewer uid of who looks
/// @param profile whose profile it is
/// @param mine what the viewer said about the owner
/// @param theirs what the owner said about the viewer
public record View(long viewer, ProfileState profile, Side mine, Side theirs) {

    /// What one user said about another.
    ///
    /// @param exists anything at all
    /// @param levels granted to the other
    public record Side(boolean exists, int levels, boolean subscribed, boolean blocked) {}

    public boolean self() {
        return viewer == profile.uid();
    }

    /// The viewer knows of the owner without asking anybody. What the owner said about the viewer, such as by a phone
    /// book, does not count: it would show those who are hidden to whom they hold.
    public boolean known() {
        return self() || mine.exists();
    }

    /// How the viewer stands to the owner, for the rule of who sees what.
    public Standing standing() {
        return self() ? Standing.OWNER : standing(theirs.levels(), theirs.blocked());
    }

    /// As above, had the owner granted and blocked as said here.
    public Standing standing(int granted, boolean blockedByOwner) {
        return blockedByOwner || mine.blocked() ? Standing.behindBlock() : Standing.granted(granted);
    }

    /// All that the viewer sees now.
    public SortedMap<String, String> fields() {
        return profile.visibleTo(standing());
    }
}
