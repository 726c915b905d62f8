package dev.kith.messaging.inbox;

import com.google.protobuf.Parser;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.event.Event;
import dev.kith.messaging.delivery.Delivery;
import dev.kith.messaging.delivery.Parcel;
import dev.kith.messaging.writer.Claim;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogWork;
import dev.kith.messaging.writer.WriterSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What the writer does with a batch: store it, tell of it. Commit, then push: what a device was shown can always be
/// read again.
@ApplicationScoped
class BatchWriter implements LogWork<InboxRecord, InboxChange> {
    private final InboxStore store;
    private final Delivery delivery;
    private final WriterMetrics metrics;
    private final WriterSettings settings;

    BatchWriter(InboxStore store, Delivery delivery, WriterMetrics metrics, WriterSettings settings) {
        this.store = store;
        this.delivery = delivery;
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public Topic topic() {
        return Topic.INBOX;
    }

    @Override
    public Parser<InboxRecord> parser() {
        return InboxRecord.parser();
    }

    @Override
    public byte[] key(InboxRecord record) {
        return Event.key(record.getOwner());
    }

    @Override
    public int weight(InboxRecord record) {
        return Math.max(1, record.getOwnersCount());
    }

    @Override
    public int most() {
        return settings.entries();
    }

    @Override
    public Stored<InboxChange> store(LogIdentity log, Collection<Claim> claims, List<LogRun<InboxRecord>> runs)
            throws SQLException {
        long begun = System.nanoTime();
        var stored = store.store(log, claims, runs);
        int told =
                stored.change().entries().values().stream().mapToInt(List::size).sum();
        metrics.stored(LogRun.size(runs), told, Duration.ofNanos(System.nanoTime() - begun));
        return stored;
    }

    /// Tells every owner what happened to their inbox.
    @Override
    public void tell(InboxChange change) {
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

    @Override
    public void lag(long records) {
        metrics.lag(records);
    }
}
