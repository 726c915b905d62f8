package dev.kith.profile.backend;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RestrictionUpdated;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Restricts with whom a user may have to do, and announces it in the same transaction; the services that carry
/// something from one user to another enforce it.
@ApplicationScoped
public class RestrictUser {
    // A user who was erased since their uid was looked at is not restricted any more.
    private static final String PUT = "insert into restriction as r (uid, incoming, outgoing, peers)"
            + " select $1, $2, $3, $4 from profile where uid = $1 for share"
            + " on conflict (uid) do update set incoming = excluded.incoming, outgoing = excluded.outgoing,"
            + " peers = excluded.peers, version = r.version + 1"
            + " where row(r.incoming, r.outgoing, r.peers)"
            + " is distinct from row(excluded.incoming, excluded.outgoing, excluded.peers) returning r.version";
    private static final String GET = "select incoming, outgoing, peers from restriction where uid = $1";

    private final Pool pool;
    private final Outbox outbox;

    RestrictUser(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    Uni<Restriction> current(long uid) {
        return pool.preparedQuery(GET).execute(Tuple.of(uid)).map(RestrictUser::restriction);
    }

    /// Repeating it changes nothing.
    Uni<Void> restrict(String app, long uid, Restriction wanted) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(PUT)
                        .execute(Tuple.of(
                                uid, number(wanted.incoming()), number(wanted.outgoing()), number(wanted.peers())))
                        .flatMap(rows -> announce(transaction, app, uid, wanted, rows)))
                .invoke(outbox::committed);
    }

    /// Removes what there is about a user who was erased.
    public Uni<Void> erase(SqlConnection transaction, long uid) {
        return transaction
                .preparedQuery("delete from restriction where uid = $1")
                .execute(Tuple.of(uid))
                .flatMap(erased -> outbox.add(
                        transaction,
                        erased.rowCount() == 0
                                ? List.of()
                                : List.of(Event.tombstone(Topic.RESTRICTION_UPDATED, Event.key(uid)))));
    }

    private Uni<Void> announce(
            SqlConnection transaction, String app, long uid, Restriction wanted, RowSet<Row> written) {
        if (written.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        long version = written.iterator().next().getLong(0);
        return outbox.add(transaction, List.of(event(app, uid, wanted, version)));
    }

    private static Event event(String app, long uid, Restriction wanted, long version) {
        return wanted.equals(Restriction.NONE)
                ? Event.tombstone(Topic.RESTRICTION_UPDATED, Event.key(uid))
                : Event.of(
                        Topic.RESTRICTION_UPDATED,
                        uid,
                        RestrictionUpdated.newBuilder()
                                .setUid(uid)
                                .setApp(app)
                                .setIncoming(wanted.incoming().announced())
                                .setOutgoing(wanted.outgoing().announced())
                                .setPeers(wanted.peers().announced())
                                .setVersion(version)
                                .build());
    }

    private static Restriction restriction(RowSet<Row> rows) {
        for (var row : rows) {
            return new Restriction(
                    Whom.ofNumber(row.getInteger("incoming")),
                    Whom.ofNumber(row.getInteger("outgoing")),
                    Whom.ofNumber(row.getInteger("peers")));
        }
        return Restriction.NONE;
    }

    private static int number(Whom whom) {
        return whom.announced().getNumber();
    }
}
