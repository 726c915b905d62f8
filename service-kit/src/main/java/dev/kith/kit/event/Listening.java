package dev.kith.kit.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/// How every listener treats a record: decode, apply, and tell a store that is away for a moment from a record that
/// never will work.
///
/// While a dependency is down the record is tried again without end, and the partition waits: skipping would lose it. A
/// record that cannot be decoded, or fails for its own reasons [#TRIES] times, fails the returned `Uni`; the connector
/// then puts it on the topic's dead-letter topic with the reason, and the partition goes on. So a listener is called
/// at least once for each record and must be idempotent.
public final class Listening {
    static final int TRIES = 3;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(Listening.class);

    private Listening() {}

    /// For topics without tombstones.
    public static <T extends MessageLite> Uni<Void> to(
            ConsumerRecord<byte[], byte[]> record, Parser<T> parser, Function<T, Uni<Void>> apply) {
        return decode(record, parser)
                .flatMap(value -> value.map(event -> patiently(place(record), () -> apply.apply(event)))
                        .orElseGet(() -> Uni.createFrom().failure(new PoisonedRecord("no value where one is needed"))))
                .onFailure()
                .invoke(given -> DeadLetters.count(record.topic()));
    }

    /// For compacted topics: an empty value is a tombstone, whose key is on the record.
    public static <T extends MessageLite> Uni<Void> toCompacted(
            ConsumerRecord<byte[], byte[]> record, Parser<T> parser, Function<Optional<T>, Uni<Void>> apply) {
        return decode(record, parser)
                .flatMap(value -> patiently(place(record), () -> apply.apply(value)))
                .onFailure()
                .invoke(given -> DeadLetters.count(record.topic()));
    }

    /// For topics of which many records come at once and can be applied together. What cannot be read is put
    /// aside alone; when the rest fails together for its own reasons, each is tried alone, so that only what is
    /// at fault is put aside. Fails for nothing but a lost dead-letter topic.
    ///
    /// @param read a record, or fails with [PoisonedRecord]
    public static <T> Uni<Void> toMany(
            ConsumerRecords<byte[], byte[]> records,
            Function<ConsumerRecord<byte[], byte[]>, T> read,
            Function<List<T>, Uni<Void>> apply,
            DeadLetters deadLetters) {
        return new Batch<>(read, apply, deadLetters::put).take(records);
    }

    /// The value of a record of a batch.
    ///
    /// @throws PoisonedRecord when there is none, or it cannot be read
    public static <T extends MessageLite> T read(ConsumerRecord<byte[], byte[]> record, Parser<T> parser) {
        return readCompacted(record, parser).orElseThrow(() -> new PoisonedRecord("no value where one is needed"));
    }

    /// The same of a compacted topic; empty: a tombstone.
    ///
    /// @throws PoisonedRecord when the value cannot be read
    public static <T extends MessageLite> Optional<T> readCompacted(
            ConsumerRecord<byte[], byte[]> record, Parser<T> parser) {
        try {
            return record.value() == null ? Optional.empty() : Optional.of(parser.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException unreadable) {
            throw new PoisonedRecord("not the expected message", unreadable);
        }
    }

    static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static <T extends MessageLite> Uni<Optional<T>> decode(
            ConsumerRecord<byte[], byte[]> record, Parser<T> parser) {
        try {
            return Uni.createFrom().item(readCompacted(record, parser));
        } catch (PoisonedRecord unreadable) {
            return Uni.createFrom().failure(unreadable);
        }
    }

    /// Does it until it is done, as long as an outage lasts; gives up on what fails for its own reasons.
    static Uni<Void> patiently(String place, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(failure -> !Outage.isOne(failure) && !(failure instanceof PoisonedRecord))
                .retry()
                .withBackOff(FIRST_WAIT)
                .atMost(TRIES - 1)
                .onFailure(Outage::isOne)
                .invoke(outage -> LOG.warnf("%s waits: %s", place, outage.getMessage()))
                .onFailure(Outage::isOne)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely();
    }
}
