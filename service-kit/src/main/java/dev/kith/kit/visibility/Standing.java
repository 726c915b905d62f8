package dev.kith.kit.visibility;

import dev.kith.contracts.Levels;

/// How a viewer stands to the owner of a profile.
///
/// @param self the viewer is the owner
/// @param levels mask that the owner granted the viewer
/// @param blocked either has blocked the other
public record Standing(boolean self, int levels, boolean blocked) {
    public static final Standing OWNER = new Standing(true, Levels.NONE, false);
    public static final Standing STRANGER = new Standing(false, Levels.NONE, false);

    public static Standing granted(int levels) {
        return new Standing(false, levels, false);
    }

    public static Standing behindBlock() {
        return new Standing(false, Levels.NONE, true);
    }

    /// The rule of who sees what, for values and states alike: the owner sees all; behind a block nobody sees anything;
    /// a field of level 0 is for anyone in the app; any other for those who were granted one of its levels. A field
    /// without a level is its owner's alone.
    ///
    /// @param fieldLevels mask of the levels that open the field
    public boolean sees(int fieldLevels) {
        return self || (!blocked && (fieldLevels & (levels | Levels.PUBLIC)) != 0);
    }
}
