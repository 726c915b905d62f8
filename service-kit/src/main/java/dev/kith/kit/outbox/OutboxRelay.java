package dev.kith.kit.outbox;

import dev.kith.contracts.Topic;
import dev.kith.kit.Departure;
import dev.kith.kit.event.CloudEvent;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
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

    /// What a round takes at most: of small events a thousand, of large ones a few megabytes.
    private static final int ROUND = 1_000;
    private static final long ROUND_BYTES = 4 << 20;

    private static final String OLDEST = """
            select * from (
                select o.*, sum(coalesce(octet_length(o.value), 0)) over (order by o.id)::int8 as bytes
                  from (select pg_try_advisory_xact_lock($1) as mine offset 0) l
                 cross join lateral (
                       select id, topic, key, value, type, ce_id, at from outbox
                        where l.mine order by id limit $2) o) r
             where bytes - coalesce(octet_length(value), 0) < $3 order by id""";

    private static final String CHANNEL = "outbox";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Pool pool;
    private final KafkaClientService log;
    private final io.vertx.core.Vertx vertx;
    private final String source;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile @Nullable Cancellable round;

    OutboxRelay(
            Pool pool,
            // Has the connector make the producer; records go to it without the connector's work for each.
            @Channel(CHANNEL) MutinyEmitter<byte[]> declared,
            KafkaClientService log,
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
            round = pool.withTransaction(this::publishOldest).subscribe().with(this::rest, this::failed);
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

    /// Whether there may be more.
    private Uni<Boolean> publishOldest(SqlConnection transaction) {
        return transaction
                .preparedQuery(OLDEST)
                .execute(Tuple.of(LOCK, ROUND, ROUND_BYTES))
                .flatMap(rows -> rows.size() == 0
                        ? Uni.createFrom().item(false)
                        : publishAndDelete(transaction, rows).replaceWith(fillsARound(rows)));
    }

    private static boolean fillsARound(RowSet<Row> rows) {
        long bytes = 0;
        for (var row : rows) {
            bytes = row.getLong("bytes");
        }
        return rows.size() == ROUND || bytes >= ROUND_BYTES;
    }

    private Uni<Void> publishAndDelete(SqlConnection transaction, RowSet<Row> rows) {
        var ids = new Long[rows.size()];
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>(rows.size());
        for (Row row : rows) {
            ids[records.size()] = row.getLong("id");
            records.add(record(row));
        }
        Function<Producer<byte[], byte[]>, CompletionStage<Void>> sending = producer -> send(producer, records);
        return log.<byte[], byte[]>getProducer(CHANNEL)
                .runOnSendingThread(sending)
                .flatMap(acknowledged -> Uni.createFrom().completionStage(acknowledged))
                .flatMap(all -> transaction
                        .preparedQuery("delete from outbox where id = any($1)")
                        .execute(Tuple.of(ids)))
                .replaceWithVoid();
    }

    /// Sent in order, acknowledged in any. Waits for the producer where its buffer is full.
    private static CompletionStage<Void> send(
            Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        var acknowledged = new ArrayList<CompletableFuture<Void>>(records.size());
        for (var record : records) {
            var one = new CompletableFuture<Void>();
            acknowledged.add(one);
            var unused = producer.send(record, (written, failure) -> {
                if (failure == null) {
                    one.complete(null);
                } else {
                    one.completeExceptionally(failure);
                }
            });
        }
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new));
    }

    private ProducerRecord<byte[], byte[]> record(Row row) {
        var topic = Topic.named(row.getString("topic")).orElseThrow();
        var value = row.getBuffer("value");
        var time = row.getOffsetDateTime("at")
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
        return new ProducerRecord<>(
                topic.topicName(),
                null,
                row.getBuffer("key").getBytes(),
                value == null ? null : value.getBytes(),
                CloudEvent.headers(row.getString("type"), row.getUUID("ce_id").toString(), source, time));
    }
}
