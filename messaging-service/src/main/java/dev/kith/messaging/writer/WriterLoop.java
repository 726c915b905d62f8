package dev.kith.messaging.writer;

import com.google.protobuf.MessageLite;
import dev.kith.contracts.Topic;
import dev.kith.kit.Departure;
import dev.kith.kit.event.Outage;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The one thread of this node that writes what a log says: takes the partitions that the group gave it, has each
/// batch stored, then told.
///
/// It waits out a store or a log that is away, for as long as that takes, and skips nothing. When it finds that
/// another writer took over, it gives up all it has and joins the group anew.
@Departure(
        "a loop of its own, because a batch is written as a whole before the next is taken; nothing else waits on it")
public final class WriterLoop<R extends MessageLite, C> {
    private static final Logger LOG = Logger.getLogger(WriterLoop.class);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final Writers writers;
    private final LogWork<R, C> work;
    private final Topic topic;
    private volatile boolean stopped;
    private volatile @Nullable WriterShare<R, C> current;
    private volatile @Nullable String refusal;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;

    WriterLoop(Writers writers, LogWork<R, C> work) {
        this.writers = writers;
        this.work = work;
        this.topic = work.topic();
        this.thread = Thread.ofPlatform().name(topic.topicName() + "-writer").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public void stop() throws InterruptedException {
        stopped = true;
        var polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        thread.join(STOPPING);
    }

    /// "writing" when the group has told this node its part, and all of it is claimed; if not, why.
    public String state() {
        var why = refusal;
        var share = current;
        return why != null ? why : share != null ? share.state() : "joining";
    }

    private void run() {
        while (!stopped) {
            try {
                writeUntilLost(checkedLog());
            } catch (WakeupException | InterruptedException stopping) {
                LOG.debug("stopping");
            } catch (FencedException fenced) {
                LOG.warnf("%s; joining anew", fenced.getMessage());
            } catch (ForeignLogException | OffsetOutOfRangeException refused) {
                refuse(refused);
                return;
            } catch (Exception failure) {
                if (!Outage.isOne(failure)) {
                    LOG.errorf(failure, "the writer of %s starts anew", topic.topicName());
                } else {
                    LOG.warnf("the writer of %s waits: %s", topic.topicName(), failure.getMessage());
                }
            }
            pause();
        }
    }

    private LogIdentity checkedLog() throws Exception {
        try {
            var log = writers.consumers().identity(topic);
            if (!writers.claims().belongsTo(log)) {
                throw new ForeignLogException(log);
            }
            return log;
        } catch (ExecutionException | TimeoutException away) {
            throw new KafkaException("the log does not answer", away);
        }
    }

    private void writeUntilLost(LogIdentity log) throws Exception {
        try (var polling = writers.consumers().open(topic)) {
            consumer = polling;
            var mine = writers.share(log, polling, work);
            polling.subscribe(List.of(log.topic()), mine);
            current = mine;
            while (!stopped) {
                mine.round();
            }
        } finally {
            consumer = null;
            current = null;
        }
    }

    /// What cannot be right by waiting: an operator has to decide.
    private void refuse(Exception refused) {
        refusal = refused.getMessage();
        LOG.fatal(refused.getMessage());
        Quarkus.asyncExit(1);
    }

    private void pause() {
        try {
            if (!stopped) {
                Thread.sleep(writers.retry());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
