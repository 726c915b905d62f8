package dev.kith.profile.relation;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Event;
import dev.kith.profile.erasure.RelationshipErasure;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an owner stands to a peer.
///
/// @param stance what holds, as it is announced
/// @param subscribed the owner follows the peer, by itself or because it was said so
/// @param version rises with every change of the pair
public record Relationship(long owner, long peer, Stance stance, boolean subscribed, long version) {
    /// What [#written] reads, for the end of a statement that writes relationships.
    public static final String RETURNING = " returning new.owner, new.peer, new.version, new.subscribed,"
            + stance("new", "") + "," + stance("old", "old_");

    /// The columns of a stance.
    ///
    /// @param table alias of the relationship
    /// @param prefix of the columns' names
    static String stance(String table, String prefix) {
        return " %1$s.levels as %2$slevels, %1$s.book_levels | %1$s.own_levels as %2$slasting,".formatted(table, prefix)
                + " case when %1$s.timed_open then %1$s.timed_until end as %2$suntil,".formatted(table, prefix)
                + " coalesce(%1$s.own_subscribed, %1$s.book_subscribed) as %2$ssaid_subscribed,"
                        .formatted(table, prefix)
                + " %1$s.block_kinds as %2$sblock_kinds, %1$s.paired as %2$spaired".formatted(table, prefix);
    }

    /// What an owner grants and wants.
    ///
    /// @param levels mask of what the peer may see
    /// @param lasting what is left of it when the grant for a time ends
    /// @param until when that is; null: there is no such grant
    /// @param saidSubscribed the owner follows the peer by book or by hand
    /// @param blocks mask of [BlockKinds]
    /// @param paired by the app's backend
    public record Stance(
            int levels, int lasting, @Nullable Instant until, boolean saidSubscribed, int blocks, boolean paired) {
        static final Stance NONE = new Stance(0, 0, null, false, BlockKinds.NONE, false);

        /// The stance in the columns of this prefix; a row that was not there is no stance.
        static Stance of(Row row, String prefix) {
            var levels = row.getInteger(prefix + "levels");
            if (levels == null) {
                return NONE;
            }
            OffsetDateTime until = row.getOffsetDateTime(prefix + "until");
            return new Stance(
                    levels,
                    row.getInteger(prefix + "lasting"),
                    until == null ? null : until.toInstant(),
                    row.getBoolean(prefix + "said_subscribed"),
                    row.getInteger(prefix + "block_kinds"),
                    row.getBoolean(prefix + "paired"));
        }
    }

    /// A relationship before and after a write.
    public record Written(Stance before, Relationship after) {
        /// What announces the write: nothing if nothing has changed.
        public List<Event> events(String app) {
            return after.eventsAfter(before, app);
        }
    }

    /// The write in a row of [#RETURNING].
    public static Written written(long owner, Row row) {
        return new Written(Stance.of(row, "old_"), of(owner, row));
    }

    static Relationship of(long owner, Row row) {
        return new Relationship(
                owner, row.getLong("peer"), Stance.of(row, ""), row.getBoolean("subscribed"), row.getLong("version"));
    }

    /// What announces this after the stance before: nothing if nothing has changed. When nothing is left, the empty
    /// state comes first, because a tombstone cannot tell what was before.
    private List<Event> eventsAfter(Stance before, String app) {
        if (before.equals(stance)) {
            return List.of();
        }
        var updated = Event.of(Topic.RELATIONSHIP_UPDATED, owner, peer, updated(before, app));
        return stance.equals(Stance.NONE)
                ? List.of(updated, RelationshipErasure.tombstone(owner, peer))
                : List.of(updated);
    }

    private RelationshipUpdated updated(Stance before, String app) {
        var until = stance.until();
        return RelationshipUpdated.newBuilder()
                .setOwner(owner)
                .setPeer(peer)
                .setApp(app)
                .setLevels(stance.levels())
                .setLevelsAfter(stance.lasting())
                .setLevelsUntil(until == null ? 0 : until.toEpochMilli())
                .setSubscribed(stance.saidSubscribed())
                .setBlocked(stance.blocks() != BlockKinds.NONE)
                .setBlockKinds(stance.blocks())
                .setPaired(stance.paired())
                .setVersion(version)
                .setLevelsBefore(before.levels())
                .setBlockedBefore(before.blocks() != BlockKinds.NONE)
                .setBlockKindsBefore(before.blocks())
                .build();
    }
}
