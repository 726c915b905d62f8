package dev.kith.profile.relation;

import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.erasure.RelationshipErasure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Pairs of users, as the backend of their app sets them. A pair stands in both of the two's relationships and is
/// announced of both, in one transaction.
@ApplicationScoped
public class Pairs {
    // The rows of a pair are locked in the order of their owners, whoever is named first.
    private static final String PAIR = "insert into relationship as r (owner, peer, paired)"
            + " select * from (values ($1::bigint, $2::bigint, true), ($2, $1, true)) as p(owner, peer, paired)"
            + " order by owner on conflict (owner, peer) do update set paired = true where not r.paired"
            + Relationship.RETURNING + ", new.owner";
    private static final String LOCKED = "with sides as materialized (select owner, peer from relationship"
            + " where (owner, peer) in (($1, $2), ($2, $1)) and paired order by owner for update)";
    private static final String UNPAIR = LOCKED + " update relationship r set paired = false from sides s"
            + " where r.owner = s.owner and r.peer = s.peer" + Relationship.RETURNING + ", new.owner";
    private static final String PAIRED =
            "select exists (select from relationship where owner = $1 and peer = $2 and paired)";

    private final Pool pool;
    private final RelationshipErasure erasure;
    private final Outbox outbox;

    Pairs(Pool pool, RelationshipErasure erasure, Outbox outbox) {
        this.pool = pool;
        this.erasure = erasure;
        this.outbox = outbox;
    }

    public Uni<Boolean> paired(long one, long other) {
        return pool.preparedQuery(PAIRED)
                .execute(Tuple.of(one, other))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /// Pairs two users of this app, or takes the pair apart. Repeating it changes nothing.
    public Uni<Void> set(String app, long one, long other, boolean paired) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(paired ? PAIR : UNPAIR)
                        .execute(Tuple.of(one, other))
                        .flatMap(rows -> announce(transaction, app, rows)))
                .invoke(outbox::committed)
                .flatMap(done -> erasure.afterWriting(List.of(one, other)));
    }

    private Uni<Void> announce(SqlConnection transaction, String app, RowSet<Row> rows) {
        var events = new ArrayList<Event>();
        rows.forEach(row ->
                events.addAll(Relationship.written(row.getLong("owner"), row).events(app)));
        return outbox.add(transaction, events);
    }
}
