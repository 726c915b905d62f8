package dev.kith.kit.outbox;

import dev.kith.contracts.Topic;
import dev.kith.kit.Departure;
import dev.kith.kit.event.CloudEvent;
import dev.kith.kit.event.Event;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries committed events from the outbox table to Kafka.
///
/// One round is one transaction: take the advisory lock (so of all nodes one works at a time), read the oldest rows,
/// publish them in order, delete exactly those after the last acknowledgement. Rows are found by being there, not by a
/// mark on a sequence, so one whose transaction commits late is not skipped. A crash between publishing and deleting
/// publishes again: at least once.
@Departure("a round is started by a timer, not by a request that could carry the chain")
@ApplicationScoped
@IfBuildProperty(name = "kith.outbox", stringValue = "true")
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /// Any number that no other advisory lock of these databases uses.
    private static final long LOCK = 0x6b697468_6f757462L;

    private static final int ROUND = 500;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Pool pool;
    private final MutinyEmitter<byte[]> log;
    private final io.vertx.core.Vertx vertx;
    private final String source;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile @Nullable Cancellable round;

    OutboxRelay(
            Pool pool,
            @Channel("outbox") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * ROUND)
                    MutinyEmitter<byte[]> log,
            io.vertx.core.Vertx vertx,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        this.pool = pool;
        this.log = log;
        this.vertx = vertx;
        this.source = source;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL.toMillis(), timer -> wake());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        var current = round;
        if (current != null) {
            current.cancel();
        }
    }

    /// Starts a round, or has the running one followed by another.
    void wake() {
        again.set(true);
        if (!stopped && running.compareAndSet(false, true)) {
            again.set(false);
            round = pool.withTransaction(this::publishOldest)
                    .subscribe()
                    .with(published -> rest(published == ROUND), this::failed);
        }
    }

    private void rest(boolean more) {
        running.set(false);
        if (more || again.get()) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        LOG.warnf("outbox waits: %s", failure.toString());
        vertx.setTimer(AFTER_FAILURE.toMillis(), timer -> rest(true));
    }

    private Uni<Integer> publishOldest(SqlConnection transaction) {
        return transaction
                .preparedQuery("select o.* from (select pg_try_advisory_xact_lock($1) as mine offset 0) l"
                        + " cross join lateral (select id, topic, key, value, type, ce_id, at from outbox"
                        + " where l.mine order by id limit $2) o")
                .execute(Tuple.of(LOCK, ROUND))
                .flatMap(rows -> publishAndDelete(transaction, rows));
    }

    private Uni<Integer> publishAndDelete(SqlConnection transaction, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Uni.createFrom().item(0);
        }
        var ids = new Long[rows.size()];
        int count = 0;
        for (Row row : rows) {
            ids[count++] = row.getLong("id");
        }
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUni(this::publish)
                .merge(ROUND) // sent in order, acknowledged in any
                .collect()
                .last()
                .flatMap(last -> transaction
                        .preparedQuery("delete from outbox where id = any($1)")
                        .execute(Tuple.of(ids)))
                .replaceWith(ids.length);
    }

    private Uni<Void> publish(Row row) {
        var topic = Topic.named(row.getString("topic")).orElseThrow();
        var value = row.getBuffer("value");
        var event = new Event(
                topic, row.getBuffer("key").getBytes(), value == null ? null : value.getBytes(), row.getString("type"));
        UUID id = row.getUUID("ce_id");
        var time = row.getOffsetDateTime("at")
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
        return log.sendMessage(CloudEvent.message(event, id.toString(), source, time));
    }
}
