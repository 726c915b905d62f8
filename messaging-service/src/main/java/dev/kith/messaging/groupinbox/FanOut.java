package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.log.InboxLog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/// Brings what was said in groups to the log of its members' inboxes: one record for all members of one partition.
/// Blocking, for the writer's thread.
final class FanOut {
    /// Far below what the producer may hold, so that nothing is refused in the middle.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final InboxLog log;
    private final long patienceMillis;

    FanOut(InboxLog log, long patienceMillis) {
        this.log = log;
        this.patienceMillis = patienceMillis;
    }

    /// Returns when the log has all of it.
    ///
    /// @throws KafkaException when it does not, or only a part; all of it may be brought again
    void bring(List<Outgoing> outgoing, Audiences.Listed audiences, List<Return> returns) {
        var part = new Part();
        for (var one : outgoing) {
            part.add(records(one, audiences.of(one)));
        }
        returns.forEach(one -> part.add(one.missed()));
        part.append();
    }

    /// Has those who came back, and were not brought all, be brought more in a later batch.
    void again(List<Membership> members) {
        if (!members.isEmpty()) {
            await(Future.all(Returns.back(members).stream().map(log::append).toList()));
        }
    }

    /// What goes to the log together.
    private final class Part {
        private List<InboxRecord> records = new ArrayList<>();
        private int bytes;

        void add(List<InboxRecord> more) {
            records.addAll(more);
            bytes += more.stream().mapToInt(InboxRecord::getSerializedSize).sum();
            if (bytes > MOST_BYTES) {
                append();
            }
        }

        void append() {
            if (!records.isEmpty()) {
                await(log.append(records));
            }
            records = new ArrayList<>();
            bytes = 0;
        }
    }

    private List<InboxRecord> records(Outgoing outgoing, long[] owners) {
        var byPartition = new TreeMap<Integer, InboxRecord.Builder>();
        for (long owner : owners) {
            byPartition
                    .computeIfAbsent(
                            log.partitionOf(owner),
                            partition -> outgoing.what().toBuilder().setOwner(owner))
                    .addOwners(owner);
        }
        return byPartition.values().stream().map(InboxRecord.Builder::build).toList();
    }

    private void await(Future<?> appended) {
        try {
            appended.toCompletionStage().toCompletableFuture().get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            throw new KafkaException("the log does not take what is for members of groups", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped while messages of groups were brought to their members", stopping);
        }
    }
}
