package dev.kith.contacts.traces;

import dev.kith.kit.Departure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Takes refused addresses out of the books that held them, chunk after chunk as long as there are any. What a
/// node leaves behind another finds with its next poll.
@Departure("a chunk is started by a timer, not by a request that could carry the chain")
@ApplicationScoped
class ClearRefused {
    private static final Logger LOG = Logger.getLogger(ClearRefused.class);
    private static final long POLL_MILLIS = 1_000;

    /// Holders per transaction: a few milliseconds each, so that no book waits long for its lock.
    private static final int CHUNK = 500;

    private final Refusals refusals;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    ClearRefused(Refusals refusals, Vertx vertx) {
        this.refusals = refusals;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL_MILLIS, timer -> wake());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    void wake() {
        if (!stopped && running.compareAndSet(false, true)) {
            refusals.clearNext(CHUNK).subscribe().with(this::rest, this::failed);
        }
    }

    private void rest(boolean more) {
        running.set(false);
        if (more) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        running.set(false);
        LOG.warnf("refused addresses wait: %s", failure.toString());
    }
}
