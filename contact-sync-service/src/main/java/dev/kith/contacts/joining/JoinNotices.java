package dev.kith.contacts.joining;

import dev.kith.kit.Departure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Works off join jobs, one chunk after another, as long as there are any: those of this node at once, those that
/// another node left behind with the next poll.
@Departure("a chunk is started by a timer, not by a request that could carry the chain")
@ApplicationScoped
class JoinNotices {
    private static final Logger LOG = Logger.getLogger(JoinNotices.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final TellHolders tellHolders;
    private final JoiningConfiguration configuration;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;

    JoinNotices(TellHolders tellHolders, JoiningConfiguration configuration, Vertx vertx) {
        this.tellHolders = tellHolders;
        this.configuration = configuration;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> wake());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    void wake() {
        again.set(true);
        if (!stopped && running.compareAndSet(false, true)) {
            again.set(false);
            tellHolders.nextChunk().subscribe().with(this::rest, this::failed);
        }
    }

    private void rest(boolean more) {
        running.set(false);
        if (more || again.get()) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        LOG.warnf("join notices wait: %s", failure.toString());
        vertx.setTimer(AFTER_FAILURE.toMillis(), timer -> rest(true));
    }
}
