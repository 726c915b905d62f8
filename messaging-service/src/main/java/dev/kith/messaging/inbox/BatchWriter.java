package dev.kith.messaging.inbox;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.messaging.delivery.Delivery;
import dev.kith.messaging.delivery.Parcel;
import dev.kith.messaging.inbox.LogRun.Logged;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// What the writer does with a batch: read it, store it, tell of it. Commit, then push: what a device was shown can
/// always be read again.
@ApplicationScoped
class BatchWriter {
    private final InboxStore store;
    private final Delivery delivery;
    private final PoisonedRecords poisoned;
    private final WriterMetrics metrics;

    BatchWriter(InboxStore store, Delivery delivery, PoisonedRecords poisoned, WriterMetrics metrics) {
        this.store = store;
        this.delivery = delivery;
        this.poisoned = poisoned;
        this.metrics = metrics;
    }

    /// Reads what was polled; a record that is no inbox record is put aside.
    List<LogRun> read(ConsumerRecords<byte[], byte[]> polled) throws InterruptedException {
        var runs = new ArrayList<LogRun>();
        for (var partition : polled.partitions()) {
            var records = polled.records(partition);
            var readable = new ArrayList<Logged>(records.size());
            for (var record : records) {
                try {
                    readable.add(new Logged(record.offset(), InboxRecord.parseFrom(orEmpty(record.value()))));
                } catch (InvalidProtocolBufferException unreadable) {
                    putAside(record);
                }
            }
            runs.add(new LogRun(partition.partition(), records.getLast().offset() + 1, readable));
        }
        return runs;
    }

    InboxStore.Stored store(LogIdentity log, Collection<Claim> claims, List<LogRun> runs) throws SQLException {
        long begun = System.nanoTime();
        var stored = store.store(log, claims, runs);
        int told =
                stored.change().entries().values().stream().mapToInt(List::size).sum();
        metrics.stored(LogRun.size(runs), told, Duration.ofNanos(System.nanoTime() - begun));
        return stored;
    }

    /// Puts aside the one record of these runs that cannot be stored. The runs without it.
    List<LogRun> putAside(List<LogRun> runs, SQLException refused) throws InterruptedException {
        var without = new ArrayList<LogRun>();
        for (var run : runs) {
            for (var logged : run.records()) {
                poisoned.putAside(
                        run.partition(),
                        logged.offset(),
                        dev.kith.kit.event.Event.key(logged.record().getOwner()),
                        logged.record().toByteArray(),
                        "the store refused it: " + refused.getSQLState());
            }
            without.add(LogRun.none(run.partition(), run.next()));
        }
        return without;
    }

    /// Tells every owner what happened to their inbox.
    void tell(InboxChange change) {
        var parcels = new ArrayList<Parcel>(change.entries().size());
        change.entries()
                .forEach((owner, entries) -> parcels.add(new Parcel(
                        owner,
                        ServerFrame.newBuilder()
                                .setPush(Push.newBuilder()
                                        .addAllEntries(entries)
                                        .setHead(entries.getLast().getSeq()))
                                .build())));
        delivery.deliver(parcels);
    }

    void lag(long records) {
        metrics.lag(records);
    }

    private void putAside(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        poisoned.putAside(
                record.partition(),
                record.offset(),
                orEmpty(record.key()),
                orEmpty(record.value()),
                "it is no inbox record");
    }

    private static byte[] orEmpty(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }
}
