package dev.kith.contracts;

import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user has cut off from another, as an int mask with bit {@code 1 << number} of each {@link BlockKind}.
 *
 * <p>Everything together is more than its parts: it also keeps the other one from the sight of who blocks.
 */
public final class BlockKinds {
    /** The mask of no block. */
    public static final int NONE = 0;

    /** The mask of everything. */
    public static final int ALL = mask(kinds());

    private BlockKinds() {}

    /** What can be blocked, in the order of the contract. */
    public static List<BlockKind> kinds() {
        return Arrays.stream(BlockKind.values())
                .filter(kind -> kind != BlockKind.UNRECOGNIZED)
                .toList();
    }

    /** The mask of these kinds. */
    public static int mask(Collection<BlockKind> kinds) {
        int mask = NONE;
        for (var kind : kinds) {
            mask |= bit(kind);
        }
        return mask;
    }

    /** What this relationship cuts. */
    public static int of(RelationshipUpdated event) {
        return event.getBlocked() && event.getBlockKinds() == NONE ? ALL : event.getBlockKinds();
    }

    /** Whether the mask has this kind. */
    public static boolean has(int mask, BlockKind kind) {
        return (mask & bit(kind)) != 0;
    }

    /** Whether the mask is of everything, which cuts both ways. */
    public static boolean isAll(int mask) {
        return (mask & ALL) == ALL;
    }

    /** The public names of what a mask has, such as {@code group-messages}. */
    public static List<String> names(int mask) {
        return kinds().stream()
                .filter(kind -> has(mask, kind))
                .map(BlockKinds::name)
                .toList();
    }

    /** The public name of a kind. */
    public static String name(BlockKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this public name; empty for one that there is not. */
    public static Optional<BlockKind> named(String name) {
        return kinds().stream().filter(kind -> name(kind).equals(name)).findFirst();
    }

    private static int bit(BlockKind kind) {
        return 1 << kind.getNumber();
    }
}
