package dev.kith.presence.people;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.Levels;
import dev.kith.contracts.event.BlockKind;

/// How an owner stands to a peer: what the owner grants, and what the owner has cut off, as a mask of [BlockKinds].
public record Stand(int levels, int blocks) {
    /// Without a relationship.
    public static final Stand NONE = new Stand(Levels.NONE, BlockKinds.NONE);

    /// Everything is cut, both ways.
    boolean blocksAll() {
        return BlockKinds.isAll(blocks);
    }

    /// The owner's presence is not for the peer, whatever the levels are.
    boolean hides() {
        return BlockKinds.has(blocks, BlockKind.PRESENCE);
    }
}
