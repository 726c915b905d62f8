package dev.kith.presence.projection;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.presence.people.Pair;

/// One record: an owner, the pair's subject, and how they stand to a peer, its viewer.
sealed interface RelationshipChange {
    Pair pair();

    record Stands(Pair pair, RelationshipUpdated event) implements RelationshipChange {}

    /// There is no relationship.
    record Ended(Pair pair) implements RelationshipChange {}
}
