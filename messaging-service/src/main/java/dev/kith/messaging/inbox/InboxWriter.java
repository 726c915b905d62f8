package dev.kith.messaging.inbox;

import dev.kith.kit.Departure;
import dev.kith.kit.event.Outage;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

/// The one thread of this node that writes inboxes: takes what the log says about the partitions that the group gave
/// it, stores it, then has it delivered.
///
/// It waits out a store or a log that is away, for as long as that takes, and skips nothing. When it finds that
/// another
/// writer took over, it gives up all it has and joins the group anew.
@ApplicationScoped
@Departure(
        "a loop of its own, because a batch is written as a whole before the next is taken; nothing else waits on it")
class InboxWriter {
    private static final Logger LOG = Logger.getLogger(InboxWriter.class);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final InboxConsumers consumers;
    private final InboxStore store;
    private final BatchWriter writer;
    private final InboxSettings settings;
    private volatile boolean stopped;
    private volatile @Nullable WriterShare current;
    private volatile @Nullable String refusal;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = Thread.ofPlatform().name("inbox-writer").unstarted(this::run);

    InboxWriter(InboxConsumers consumers, InboxStore store, BatchWriter writer, InboxSettings settings) {
        this.consumers = consumers;
        this.store = store;
        this.writer = writer;
        this.settings = settings;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped = true;
        var polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        thread.join(STOPPING);
    }

    /// Whether the group has told this node its part, and all of it is claimed; if not, why.
    String state() {
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
                    LOG.error("the inbox writer starts anew", failure);
                } else {
                    LOG.warnf("the inbox writer waits: %s", failure.getMessage());
                }
            }
            pause();
        }
    }

    private LogIdentity checkedLog() throws Exception {
        try {
            var log = consumers.identity();
            if (!store.belongsTo(log)) {
                throw new ForeignLogException(log);
            }
            return log;
        } catch (ExecutionException | TimeoutException away) {
            throw new KafkaException("the log does not answer", away);
        }
    }

    private void writeUntilLost(LogIdentity log) throws Exception {
        try (var polling = consumers.open()) {
            consumer = polling;
            var mine = new WriterShare(log, polling, store, writer, settings.retry());
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
                Thread.sleep(settings.retry());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
