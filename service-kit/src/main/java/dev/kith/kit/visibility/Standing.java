package dev.kith.kit.visibility;

import dev.kith.contracts.Levels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a viewer stands to the owner of a profile.
///
/// @param self the viewer is the owner
/// @param levels mask that the owner granted the viewer
/// @param blocked either has blocked the other
/// @param ended what the owner granted the viewer until a while ago; it opens nothing, and explains why
public record Standing(
        boolean self, int levels, boolean blocked, @Nullable Ended ended) {
    public static final Standing OWNER = new Standing(true, Levels.NONE, false, null);
    public static final Standing STRANGER = new Standing(false, Levels.NONE, false, null);
    private static final Standing BEHIND_BLOCK = new Standing(false, Levels.NONE, true, null);

    /// A grant that is over.
    ///
    /// @param levels mask of what it opened
    /// @param at when it ended
    public record Ended(int levels, Instant at) {}

    public static Standing granted(int levels) {
        return new Standing(false, levels, false, null);
    }

    public static Standing behindBlock() {
        return BEHIND_BLOCK;
    }

    /// The same, where these levels were granted as well until a moment that has passed.
    public Standing afterGrant(Ended grant) {
        return new Standing(self, levels, blocked, grant);
    }

    /// Whether this viewer sees something that these levels open.
    ///
    /// @param openedBy mask; [Levels#NONE]: the owner's alone
    public boolean sees(int openedBy) {
        return decide(openedBy).visible();
    }

    /// The rule of who sees what, for values and states alike. Everything that shows something asks here.
    ///
    /// - The owner sees all; of several values the one that nobody else sees, else that of the highest level.
    /// - Behind a block nobody sees anything.
    /// - Anybody else holds the levels that the owner granted, and level 0, which everybody in the app has. Of the
    ///   levels that open a value of the field and that the viewer holds, the highest decides which value it is.
    ///
    /// @param openedBy for each value of one field the mask of the levels that open it; a level opens at most one
    public Decision decide(int... openedBy) {
        int all = 0;
        for (int levels : openedBy) {
            all |= levels;
        }
        if (self) {
            return Decision.owner(openedBy, all);
        }
        if (blocked) {
            return Decision.hidden(Decision.Rule.BLOCKED);
        }
        if (all == Levels.NONE) {
            return Decision.hidden(Decision.Rule.OWNER_ONLY);
        }
        int open = all & (levels | Levels.PUBLIC);
        return open == 0 ? closed(all) : Decision.byLevel(openedBy, open);
    }

    private Decision closed(int openedBy) {
        if (ended != null && (openedBy & ended.levels()) != 0) {
            return Decision.hidden(Decision.Rule.EXPIRED);
        }
        return Decision.hidden(levels == Levels.NONE ? Decision.Rule.RELATIONSHIP : Decision.Rule.LEVEL);
    }
}
