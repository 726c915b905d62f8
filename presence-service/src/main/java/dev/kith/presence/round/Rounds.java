package dev.kith.presence.round;

import dev.kith.kit.Departure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs a piece of work whenever it is woken, one round at a time. A round that fails is run again after a second, so
/// its work has to be one that can be repeated. Thread-safe.
@Departure("a round is started by a timer or by other rounds, not by a request that could carry the chain")
public final class Rounds {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Boolean>> round;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile @Nullable Cancellable current;

    /// @param round the work; its answer says whether there is more to do at once
    public Rounds(Vertx vertx, String name, Supplier<Uni<Boolean>> round) {
        this.vertx = vertx;
        this.name = name;
        this.round = round;
    }

    /// Wakes it at this interval from now on.
    public void every(Duration interval) {
        vertx.setPeriodic(interval.toMillis(), timer -> wake());
    }

    /// Starts a round, or has the running one followed by another. Never blocks.
    public void wake() {
        again.set(true);
        if (!stopped && running.compareAndSet(false, true)) {
            again.set(false);
            current = Uni.createFrom().deferred(round::get).subscribe().with(this::rest, this::failed);
        }
    }

    /// Ends it; a running round is cancelled.
    public void stop() {
        stopped = true;
        var last = current;
        if (last != null) {
            last.cancel();
        }
    }

    private void rest(boolean more) {
        running.set(false);
        if (more || again.get()) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        LOG.warnf("%s waits: %s", name, failure.toString());
        vertx.setTimer(AFTER_FAILURE.toMillis(), timer -> rest(true));
    }
}
