package dev.kith.messaging.expiry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Looks again and again, each time so long after the last look came to its end, and after a tenth of that where more
/// was found than one look takes. One that fails is only noted: what it would have found is found by the next.
public final class Lookout {
    private static final Logger LOG = Logger.getLogger(Lookout.class);

    private final String silence;
    private final Duration rest;
    private final Supplier<Future<Boolean>> look;
    private volatile boolean stopped;

    /// @param silence what is the case while looks fail
    /// @param look whether there was more than it takes
    public Lookout(String silence, Duration rest, Supplier<Future<Boolean>> look) {
        this.silence = silence;
        this.rest = rest;
        this.look = look;
    }

    public void start(Vertx vertx) {
        if (!stopped) {
            look.get()
                    .onFailure(away -> LOG.debugf("%s at the moment: %s", silence, away.getMessage()))
                    .otherwise(false)
                    .onSuccess(more ->
                            vertx.setTimer(more ? rest.toMillis() / 10 : rest.toMillis(), next -> start(vertx)));
        }
    }

    public void stop() {
        stopped = true;
    }
}
