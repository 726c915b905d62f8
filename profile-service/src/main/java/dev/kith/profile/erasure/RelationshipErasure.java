package dev.kith.profile.erasure;

import dev.kith.contracts.Topic;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Removes a user from everybody's relationships.
@ApplicationScoped
public class RelationshipErasure {
    private static final String TELL = "insert into gone (viewer, address) select owner, $2 from relationship"
            + " where peer = $1 and subscribed"
            + " on conflict (viewer, address) do update set at = now() returning viewer";
    private static final String ERASE = "with own as (delete from relationship where owner = $1 returning owner, peer),"
            + " followers as (delete from relationship where peer = $1 and subscribed returning owner, peer),"
            + " others as (delete from relationship where peer = $1 and not subscribed returning owner, peer),"
            + " waiting as (delete from gone where viewer = $1),"
            + " book as (delete from book_applied where owner = $1),"
            + " groups as (delete from group_membership where uid = $1),"
            + " setting as (delete from automatic_sync_off where uid = $1)"
            + " select * from own union all select * from followers union all select * from others";
    private static final String DEPARTED = "select uid from departed where uid = any($1)";

    private final Pool pool;
    private final Outbox outbox;

    RelationshipErasure(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /// Leaves word for those who follow this user, and says who they are.
    public Uni<List<Long>> tellFollowers(SqlConnection transaction, long uid, String address) {
        return transaction.preparedQuery(TELL).execute(Tuple.of(uid, address)).map(rows -> longs(rows, "viewer"));
    }

    /// Removes all that the user said about others and others about the user, with a tombstone for each.
    public Uni<Void> erase(SqlConnection transaction, long uid) {
        return transaction
                .preparedQuery(ERASE)
                .execute(Tuple.of(uid))
                .flatMap(rows -> outbox.add(transaction, tombstones(rows)));
    }

    /// Removes again what was written about users who were leaving at the same time.
    ///
    /// To be called after the commit of a write: the mark of a departure commits before the erasure begins, so of
    /// the two at least one sees the other.
    public Uni<Void> afterWriting(Collection<Long> written) {
        return pool.preparedQuery(DEPARTED)
                .execute(Tuple.of((Object) written.toArray(Long[]::new)))
                .map(rows -> longs(rows, "uid"))
                .flatMap(this::eraseAll);
    }

    private Uni<Void> eraseAll(List<Long> departed) {
        return Multi.createFrom()
                .iterable(departed)
                .onItem()
                .transformToUniAndConcatenate(uid -> pool.withTransaction(transaction -> erase(transaction, uid)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// Ends what is announced of a pair.
    public static Event tombstone(long owner, long peer) {
        return Event.tombstone(Topic.RELATIONSHIP_UPDATED, Event.key(owner, peer));
    }

    /// Ends what is announced of each of these pairs, which were removed.
    public static List<Event> tombstones(RowSet<Row> rows) {
        var events = new ArrayList<Event>(rows.size());
        rows.forEach(row -> events.add(tombstone(row.getLong("owner"), row.getLong("peer"))));
        return events;
    }

    private static List<Long> longs(RowSet<Row> rows, String column) {
        var values = new ArrayList<Long>(rows.size());
        rows.forEach(row -> values.add(row.getLong(column)));
        return values;
    }
}
