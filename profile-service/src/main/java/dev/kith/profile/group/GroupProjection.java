package dev.kith.profile.group;

import dev.kith.contracts.event.GroupMembership;
import dev.kith.contracts.event.GroupState;
import dev.kith.contracts.event.GroupUpdated;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.picture.PicturesShown;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Groups and memberships as they are known here. Every step can be repeated, and a run of them read again ends
/// where it ended before.
@ApplicationScoped
class GroupProjection {
    private static final String STATE = "insert into group_profile as g (gid, app, state, may_change)"
            + " values ($1, $2, $3, $4) on conflict (gid) do update set state = excluded.state,"
            + " may_change = excluded.may_change where g.state < excluded.state";
    // An end has no version. What is read again after it is of the version that it ended, and counts.
    private static final String MEMBER = "insert into group_membership as m (uid, gid, app, role, version)"
            + " values ($1, $2, $3, $4, $5) on conflict (uid, gid) do update set role = excluded.role,"
            + " version = excluded.version, changed = excluded.changed, ended_at = null"
            + " where m.version < excluded.version or (m.role = 0 and m.version = excluded.version)";
    private static final String OUT = "update group_membership set role = 0, ended_at = $3,"
            + " changed = pg_current_xact_id()::text::bigint where gid = $1 and uid = $2 and role > 0";
    private static final String ENDED =
            "delete from group_profile where gid = $1 returning app, " + GroupProfile.COLUMNS;

    private final Pool pool;
    private final Outbox outbox;
    private final Clock clock;

    GroupProjection(Pool pool, Outbox outbox, Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> state(GroupUpdated event, GroupState state) {
        return pool.preparedQuery(STATE)
                .execute(Tuple.of(
                        event.getGroup(),
                        event.getApp(),
                        event.getVersion(),
                        state.getPermissions().getChangeProfile().getNumber()))
                .replaceWithVoid();
    }

    Uni<Void> member(GroupUpdated event, GroupMembership member) {
        return pool.preparedQuery(MEMBER)
                .execute(Tuple.of(
                        member.getUid(),
                        event.getGroup(),
                        event.getApp(),
                        member.getRole().getNumber(),
                        event.getVersion()))
                .replaceWithVoid();
    }

    /// Notes the end of a membership, so that a user who was away can be told.
    Uni<Void> out(long gid, long uid) {
        return pool.preparedQuery(OUT)
                .execute(Tuple.of(gid, uid, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /// Its profile shows no picture any more.
    Uni<Void> ended(long gid) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(ENDED)
                        .execute(Tuple.of(gid))
                        .flatMap(rows -> outbox.add(transaction, withoutPicture(rows))))
                .invoke(outbox::committed);
    }

    private static List<Event> withoutPicture(RowSet<Row> ended) {
        var events = new ArrayList<Event>();
        ended.forEach(row -> PicturesShown.byGroup(
                        row.getLong("gid"),
                        row.getString("app"),
                        GroupProfile.of(row).pictures(),
                        Set.of())
                .ifPresent(events::add));
        return events;
    }
}
