package dev.kith.presence.people;

import dev.kith.contracts.Levels;

/// How an owner stands to a peer: what the owner grants, and whether the owner has blocked the peer.
public record Stand(int levels, boolean blocked) {
    /// Without a relationship.
    public static final Stand NONE = new Stand(Levels.NONE, false);
}
