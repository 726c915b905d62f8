package dev.kith.profile.viewing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.kit.visibility.Standing;
import dev.kith.kit.visibility.Standing.Ended;
import dev.kith.profile.state.ProfileState;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

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
    /// @param levels granted to the other at this moment
    /// @param ended what was granted to the other for a time that is over
    /// @param decided said by hand whether to follow the other
    /// @param blocks mask of [BlockKinds]: what is cut from the other
    public record Side(
            boolean exists, int levels, @Nullable Ended ended, boolean subscribed, boolean decided, int blocks) {

        /// Everything is cut, both ways.
        public boolean blocked() {
            return BlockKinds.isAll(blocks);
        }

        /// The other does not find this one, and sees nothing of their profile.
        public boolean hides() {
            return BlockKinds.has(blocks, BlockKind.PROFILE);
        }
    }

    public boolean self() {
        return viewer == profile.uid();
    }

    /// The viewer knows of the owner without asking anybody. What the owner said about the viewer, such as by a phone
    /// book, does not count: it would show those who are hidden to whom they hold.
    public boolean known() {
        return self() || mine.exists();
    }

    /// The viewer may follow the owner without saying so: nothing was said against it.
    public boolean mayFollow() {
        return !self() && !mine.subscribed() && !mine.decided() && mine.blocks() == BlockKinds.NONE;
    }

    /// How the viewer stands to the owner, for the rule of who sees what.
    public Standing standing() {
        if (self()) {
            return Standing.OWNER;
        }
        var standing = standing(theirs.levels(), theirs.hides());
        return theirs.ended() == null ? standing : standing.afterGrant(theirs.ended());
    }

    /// As above, had the owner granted and hidden as said here.
    public Standing standing(int granted, boolean hidden) {
        return hidden || mine.blocked() ? Standing.behindBlock() : Standing.granted(granted);
    }

    /// All that the viewer sees now.
    public SortedMap<String, JsonNode> fields() {
        return profile.visibleTo(standing());
    }
}
