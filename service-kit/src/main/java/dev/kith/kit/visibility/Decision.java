package dev.kith.kit.visibility;

import dev.kith.contracts.Levels;

/// What a viewer sees of one field, and by which rule. What is shown is taken from here, so an explanation cannot say
/// anything else.
///
/// @param value position of the value that is seen; [#NOTHING] if none is
/// @param level the level that opened it; [#NOTHING] if none did
public record Decision(Rule rule, int value, int level) {
    public static final int NOTHING = -1;

    /// What decided.
    public enum Rule {
        /// Seen, as everything is by its owner.
        OWNER("owner"),
        /// Seen, because level 0 opens it.
        PUBLIC("public"),
        /// Seen by a level that was granted; or not seen, because other levels were.
        LEVEL("level"),
        /// Not seen: the owner has granted this viewer nothing.
        RELATIONSHIP("relationship"),
        /// Not seen: what opened it was granted for a time that is over.
        EXPIRED("expired"),
        /// Not seen: one has blocked the other.
        BLOCKED("blocked"),
        /// Not seen: no level opens it.
        OWNER_ONLY("owner-only");

        private final String slug;

        Rule(String slug) {
            this.slug = slug;
        }

        /// The name on the wire; never changed.
        public String slug() {
            return slug;
        }
    }

    public boolean visible() {
        return value != NOTHING;
    }

    static Decision hidden(Rule rule) {
        return new Decision(rule, NOTHING, NOTHING);
    }

    /// @param open mask of the levels that open a value and that the viewer holds; at least one
    static Decision byLevel(int[] openedBy, int open) {
        int level = highest(open);
        return new Decision(level == 0 ? Rule.PUBLIC : Rule.LEVEL, openedAt(openedBy, level), level);
    }

    static Decision owner(int[] openedBy, int all) {
        for (int i = 0; i < openedBy.length; i++) {
            if (openedBy[i] == Levels.NONE) {
                return new Decision(Rule.OWNER, i, NOTHING);
            }
        }
        return all == Levels.NONE
                ? hidden(Rule.OWNER)
                : new Decision(Rule.OWNER, openedAt(openedBy, highest(all)), NOTHING);
    }

    private static int highest(int levels) {
        return Levels.HIGHEST - Integer.numberOfLeadingZeros(levels);
    }

    private static int openedAt(int[] openedBy, int level) {
        int i = 0;
        while ((openedBy[i] & 1 << level) == 0) {
            i++;
        }
        return i;
    }
}
