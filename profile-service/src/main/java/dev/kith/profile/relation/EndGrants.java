package dev.kith.profile.relation;

import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.kit.start.WhenStopping;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import org.jboss.logging.Logger;

/// Announces the end of grants for a time, within a second of it.
///
/// That a grant has ended is true without this: whoever reads levels leaves out what is over. The announcement takes
/// from those who are online what they see, and has `profiles:changes` tell the others. On every node: a grant that one
/// of them has taken is passed over by the rest, and one whose node dies is taken again.
@ApplicationScoped
class EndGrants {
    private static final int ROUND = 500;
    private static final Logger LOG = Logger.getLogger(EndGrants.class);

    // The trigger closes what is over; a row whose grant was renewed in the meantime is not.
    private static final String END = "with due as materialized (select owner, peer from relationship"
            + " where timed_open and timed_until <= now() order by timed_until limit $1 for update skip locked)"
            + " update relationship r set timed_open = false from due join profile p on p.uid = due.owner"
            + " where r.owner = due.owner and r.peer = due.peer" + Relationship.RETURNING
            + ", new.owner, p.app";

    private final Pool pool;
    private final Outbox outbox;
    private final Counter ended;

    EndGrants(Pool pool, Outbox outbox, MeterRegistry meters) {
        this.pool = pool;
        this.outbox = outbox;
        this.ended = meters.counter("kith.profile.grants.ended");
    }

    /// A round that fails is made up for by the next.
    @Scheduled(
            every = "0.5s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhenStopping.class)
    Uni<Void> end() {
        return rounds().onFailure()
                .invoke(failure -> LOG.warnf("ends of grants wait: %s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> rounds() {
        return pool.withTransaction(this::round)
                .invoke(outbox::committed)
                .flatMap(taken -> taken < ROUND ? Uni.createFrom().voidItem() : rounds());
    }

    private Uni<Integer> round(SqlConnection transaction) {
        return transaction
                .preparedQuery(END)
                .execute(Tuple.of(ROUND))
                .flatMap(rows -> announce(transaction, rows).replaceWith(rows.size()));
    }

    private Uni<Void> announce(SqlConnection transaction, RowSet<Row> rows) {
        var events = new ArrayList<Event>();
        rows.forEach(row ->
                events.addAll(Relationship.written(row.getLong("owner"), row).events(row.getString("app"))));
        ended.increment(rows.size());
        return outbox.add(transaction, events);
    }
}
