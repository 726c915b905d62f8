package dev.kith.contracts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Access levels 0 to 31 as an int mask with bit {@code 1 << level}.
 *
 * <p>Level 0 means "anyone in the app" and only fields have it; people are granted 1 to 31.
 */
public final class Levels {
    /** The mask of no level: on a field, visible to its owner alone. */
    public static final int NONE = 0;

    /** The mask of level 0. */
    public static final int PUBLIC = 1;

    /** What a contact is granted unless the user says otherwise: 1, 2 and 5. */
    public static final int USUAL_GRANT = 1 << 1 | 1 << 2 | 1 << 5;

    public static final int LOWEST_GRANT = 1;
    public static final int HIGHEST = 31;

    private Levels() {}

    /**
     * The mask of these levels.
     *
     * @throws IllegalArgumentException for a level outside 0..31
     */
    public static int mask(Collection<Integer> levels) {
        int mask = NONE;
        for (int level : levels) {
            if (level < 0 || level > HIGHEST) {
                throw new IllegalArgumentException("level " + level + " is not within 0.." + HIGHEST);
            }
            mask |= 1 << level;
        }
        return mask;
    }

    /** The levels of a mask, rising. */
    public static List<Integer> list(int mask) {
        var levels = new ArrayList<Integer>();
        for (int level = 0; level <= HIGHEST; level++) {
            if ((mask & 1 << level) != 0) {
                levels.add(level);
            }
        }
        return List.copyOf(levels);
    }
}
