package dev.kith.messaging.writer;

import com.google.protobuf.MessageLite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// This node's share of the log while it is a member of the writers' group: which partitions it was given, which it
/// has claimed, what it is not sure about.
///
/// A partition is read only while it is claimed; one that is not is paused, and the member stays in the group by
/// polling on. For one thread, but for [#state()].
final class WriterShare<R extends MessageLite, C> implements ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(WriterShare.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final LogIdentity log;
    private final Consumer<byte[], byte[]> consumer;
    private final Claims store;
    private final LogWork<R, C> work;
    private final RunReader<R> reader;
    private final Duration retry;
    private final Map<Integer, Claim> claims = new TreeMap<>();
    private final Set<Integer> given = new HashSet<>();
    private Optional<Doubt<C>> doubt = Optional.empty();
    private boolean assigned;
    private volatile String state = "joining";

    /// A batch of which is not known whether it was stored, if any change was tried at all.
    private record Doubt<C>(Optional<C> change, Map<Integer, Claim> ifStored) {}

    WriterShare(
            LogIdentity log,
            Consumer<byte[], byte[]> consumer,
            Claims store,
            LogWork<R, C> work,
            PoisonedRecords poisoned,
            Duration retry) {
        this.log = log;
        this.consumer = consumer;
        this.store = store;
        this.work = work;
        this.reader = new RunReader<>(work, poisoned);
        this.retry = retry;
    }

    /// One step: claim what is new, settle what is open, store what the log has.
    ///
    /// @throws FencedException when another writer has taken over
    void round() throws InterruptedException {
        boolean ready = takeOver() && settle();
        var polled = consumer.poll(ready ? POLL : retry);
        if (!polled.isEmpty()) {
            writeInPortions(reader.read(polled));
        }
        state = given.isEmpty() && doubt.isEmpty() && assigned ? "writing" : state;
        work.lag(claims.keySet().stream()
                .mapToLong(p -> consumer.currentLag(partition(p)).orElse(0))
                .sum());
    }

    /// "writing", or why not.
    String state() {
        return state;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> more) {
        assigned = true;
        for (var partition : more) {
            given.add(partition.partition());
            // A place to stand until the claim tells the right one; paused, nothing is fetched from it.
            consumer.seek(partition, 0);
            consumer.pause(List.of(partition));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> less) {
        less.forEach(partition -> {
            given.remove(partition.partition());
            claims.remove(partition.partition());
        });
    }

    private boolean takeOver() {
        if (given.isEmpty()) {
            return true;
        }
        try {
            var taken = store.takeOver(log, given);
            LOG.infof("writing partitions %s of %s", taken.keySet(), log.topic());
            claims.putAll(taken);
            given.clear();
            taken.values().forEach(this::goOn);
            return true;
        } catch (SQLException away) {
            return waits("the store", away);
        }
    }

    /// Finds out what became of a batch whose end was not seen: it was stored, and then has to be told, or it
    /// was not, and then comes again.
    private boolean settle() {
        if (doubt.isEmpty()) {
            return true;
        }
        try {
            var stored = store.confirm(log, claims.values());
            var open = doubt.get();
            doubt = Optional.empty();
            claims.putAll(stored);
            if (claims.values().stream()
                    .anyMatch(claim -> claim.equals(open.ifStored().get(claim.partition())))) {
                open.change().ifPresent(work::tell);
            }
            claims.values().forEach(this::goOn);
            return true;
        } catch (SQLException away) {
            return waits("the store", away);
        }
    }

    private void writeInPortions(List<LogRun<R>> runs) throws InterruptedException {
        var left = runs;
        for (int first = reader.portion(left); first < LogRun.size(left); first = reader.portion(left)) {
            var parts = LogRun.split(left, first);
            write(parts.getFirst());
            if (doubt.isPresent()) {
                return; // all of it comes again
            }
            left = parts.getLast();
        }
        write(left);
    }

    private void write(List<LogRun<R>> runs) throws InterruptedException {
        try {
            var stored = work.store(log, claims.values(), runs);
            if (stored.committed()) {
                runs.forEach(run -> claims.computeIfPresent(run.partition(), (p, c) -> c.advanced(run.next())));
                work.tell(stored.change());
            } else {
                doubt(Optional.of(stored.change()), runs);
            }
        } catch (SQLException failure) {
            if (!isOfARecord(failure)) {
                waits("the store", failure);
                doubt(Optional.empty(), List.of());
            } else if (LogRun.size(runs) > 1) {
                for (var half : LogRun.split(runs, LogRun.size(runs) / 2)) {
                    if (doubt.isEmpty()) { // else all of it comes again
                        write(half);
                    }
                }
            } else {
                write(reader.putAside(runs, failure));
            }
        }
    }

    private void doubt(Optional<C> change, List<LogRun<R>> runs) {
        var ifStored = new TreeMap<Integer, Claim>();
        for (var run : runs) {
            var claim = claims.get(run.partition());
            if (claim != null) {
                ifStored.put(run.partition(), claim.advanced(run.next()));
            }
        }
        doubt = Optional.of(new Doubt<>(change, ifStored));
        consumer.pause(consumer.assignment());
    }

    /// Whether a record is to blame: bad data, a broken constraint, a limit of the store (SQLSTATE classes 22,
    /// 23, 54). Anything else may pass, and skipping a record for it would lose a message.
    private static boolean isOfARecord(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    private boolean waits(String on, Exception away) {
        state = "waiting for " + on;
        LOG.warnf("the writer of %s waits for %s: %s", log.topic(), on, away.getMessage());
        return false;
    }

    private void goOn(Claim claim) {
        consumer.seek(partition(claim.partition()), claim.nextOffset());
        consumer.resume(List.of(partition(claim.partition())));
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(log.topic(), number);
    }
}
