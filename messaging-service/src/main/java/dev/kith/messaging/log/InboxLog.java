package dev.kith.messaging.log;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.kit.event.Event;
import dev.kith.kit.event.LeadingUidPartitioner;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Appends to the log, acknowledged by every in-sync replica.
///
/// Any thread, never blocks: a producer has no time to wait for anything, so a log that is away is told at once as
/// [NotAppended]. Records that one thread appends to one inbox keep their order. Retries inside the producer double
/// nothing (idempotence).
@ApplicationScoped
public class InboxLog {
    private static final Logger LOG = Logger.getLogger(InboxLog.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration WARMING = Duration.ofMillis(50);

    /// How long a record waits for others to travel with. Each journey costs the log and the writers as much as several
    /// records do, so without a wait a busy node is slower, not faster; see ADR 41.
    private static final Duration SHORT_WAIT = Duration.ofMillis(2);

    private static final Duration LONG_WAIT = Duration.ofMillis(20);

    /// The records of inboxes carry no CloudEvents headers: nobody but this service reads them, and the headers would
    /// weigh more than a short message.
    private static final @Nullable Headers NONE = null;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaProducer<byte[], byte[]> patient;

    InboxLog(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.producer = producer(servers, "messaging-log", SHORT_WAIT);
        this.patient = producer(servers, "messaging-log-soon", LONG_WAIT);
    }

    private static KafkaProducer<byte[], byte[]> producer(String servers, String name, Duration linger) {
        return new KafkaProducer<>(
                Map.ofEntries(
                        Map.entry("bootstrap.servers", servers),
                        Map.entry("client.id", name),
                        Map.entry("acks", "all"),
                        Map.entry("enable.idempotence", "true"),
                        Map.entry("linger.ms", String.valueOf(linger.toMillis())),
                        Map.entry("batch.size", "65536"),
                        Map.entry("max.block.ms", "0"),
                        Map.entry("request.timeout.ms", "5000"),
                        Map.entry("delivery.timeout.ms", "20000"),
                        // Forgotten metadata could not be fetched again without waiting.
                        Map.entry("metadata.max.idle.ms", "604800000"),
                        Map.entry("metadata.recovery.strategy", "rebootstrap"),
                        Map.entry("partitioner.class", "dev.kith.kit.event.LeadingUidPartitioner")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// Has the log's metadata fetched, which no call can wait for.
    void warm(@Observes StartupEvent started, Vertx vertx) {
        vertx.setPeriodic(0, WARMING.toMillis(), timer -> {
            if (isWarm()) {
                vertx.cancelTimer(timer);
            }
        });
    }

    /// Whether appending can work: the log was reached once.
    public boolean isWarm() {
        try {
            return !producer.partitionsFor(Topic.INBOX.topicName()).isEmpty()
                    && !patient.partitionsFor(Topic.INBOX.topicName()).isEmpty()
                    && !producer.partitionsFor(Topic.GROUP_INBOX.topicName()).isEmpty()
                    && !producer.partitionsFor(Topic.SESSION_CHANGED.topicName())
                            .isEmpty();
        } catch (KafkaException notYet) {
            return false;
        }
    }

    /// Appends these records in order, each to the inbox of its owner. Succeeds once all are acknowledged; fails with
    /// [NotAppended] if none of them can have been written, and with anything else if that is not known.
    public Future<Void> append(List<InboxRecord> records) {
        return append(producer, records);
    }

    /// Appends as [#append(List)] does, some milliseconds later and together with what else comes meanwhile: for what
    /// nobody waits for. Keeps no order with what is appended otherwise.
    public Future<Void> appendSoon(List<InboxRecord> records) {
        return append(patient, records);
    }

    private static Future<Void> append(KafkaProducer<byte[], byte[]> by, List<InboxRecord> records) {
        var acknowledged = new ArrayList<Future<Void>>(records.size());
        for (var record : records) {
            var sent = send(
                    by,
                    new ProducerRecord<>(
                            Topic.INBOX.topicName(), null, Event.key(record.getOwner()), record.toByteArray(), NONE));
            if (sent.cause() instanceof NotAppended) {
                return acknowledged.isEmpty() ? sent : Future.failedFuture("only a part may be in the log");
            }
            acknowledged.add(sent);
        }
        return acknowledged.size() == 1
                ? acknowledged.getFirst()
                : Future.all(acknowledged).mapEmpty();
    }

    /// Appends what happens in a group to the log of groups. As above.
    public Future<Void> append(GroupRecord record) {
        return send(new ProducerRecord<>(
                Topic.GROUP_INBOX.topicName(), null, Event.key(record.getGroup()), record.toByteArray(), NONE));
    }

    /// In which partition of the log an inbox is.
    public int partitionOf(long owner) {
        return LeadingUidPartitioner.partitionOf(
                Event.key(owner),
                producer.partitionsFor(Topic.INBOX.topicName()).size());
    }

    /// Appends an event of any other topic.
    public Future<Void> append(Event event, Headers headers) {
        return send(new ProducerRecord<>(event.topic().topicName(), null, event.key(), event.value(), headers));
    }

    /// Puts aside a record of this topic that cannot be processed.
    public Future<Void> putAside(Topic topic, byte[] key, byte[] value, Headers headers) {
        return send(new ProducerRecord<>(topic.deadLetters(), null, key, value, headers));
    }

    private Future<Void> send(ProducerRecord<byte[], byte[]> record) {
        return send(producer, record);
    }

    private static Future<Void> send(KafkaProducer<byte[], byte[]> by, ProducerRecord<byte[], byte[]> record) {
        var promise = Promise.<Void>promise();
        var calling = new AtomicBoolean(true);
        var caller = Thread.currentThread();
        try {
            var unused = by.send(record, (written, failure) -> {
                if (failure == null) {
                    promise.complete();
                } else {
                    // Told inside the call: the producer did not even take it.
                    boolean notTaken = calling.get() && Thread.currentThread() == caller;
                    promise.fail(notTaken ? new NotAppended(failure) : failure);
                }
            });
        } catch (KafkaException | IllegalStateException broken) {
            LOG.error("the log's producer is broken", broken);
            promise.tryFail(new NotAppended(broken));
        }
        calling.set(false);
        return promise.future();
    }

    @PreDestroy
    void close() {
        producer.close(CLOSING);
        patient.close(CLOSING);
    }
}
