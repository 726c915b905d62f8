package dev.kith.profile.relation;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Event;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/// How an owner stands to a peer.
///
/// @param stance what holds
/// @param version rises with every change of the pair
record Relationship(long owner, long peer, Stance stance, long version) {

    /// What an owner grants and wants.
    ///
    /// @param levels mask of what the peer may see
    /// @param subscribed the owner follows the peer
    record Stance(int levels, boolean subscribed, boolean blocked) {
        static final Stance NONE = new Stance(0, false, false);

        /// The stance in the columns of this prefix; a row that was not there is no stance.
        static Stance of(Row row, String prefix) {
            var levels = row.getInteger(prefix + "levels");
            return levels == null
                    ? NONE
                    : new Stance(levels, row.getBoolean(prefix + "subscribed"), row.getBoolean(prefix + "blocked"));
        }
    }

    /// What announces this after the stance before: nothing if nothing has changed. When nothing is left, the empty
    /// state comes first, because a tombstone cannot tell what was before.
    List<Event> eventsAfter(Stance before, String app) {
        if (before.equals(stance)) {
            return List.of();
        }
        var updated = Event.of(
                Topic.RELATIONSHIP_UPDATED,
                owner,
                peer,
                RelationshipUpdated.newBuilder()
                        .setOwner(owner)
                        .setPeer(peer)
                        .setApp(app)
                        .setLevels(stance.levels())
                        .setSubscribed(stance.subscribed())
                        .setBlocked(stance.blocked())
                        .setVersion(version)
                        .setLevelsBefore(before.levels())
                        .setBlockedBefore(before.blocked())
                        .build());
        return stance.equals(Stance.NONE) ? List.of(updated, tombstone(owner, peer)) : List.of(updated);
    }

    static Event tombstone(long owner, long peer) {
        return Event.tombstone(Topic.RELATIONSHIP_UPDATED, Event.key(owner, peer));
    }
}
