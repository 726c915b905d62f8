package dev.kith.contacts.rotation;

import dev.kith.kit.Departure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Works off what a rotation has to do, one chunk after another, as long as there is any, and follows what
/// other nodes have done.
@Departure("a chunk is started by a timer, not by a request that could carry the chain")
@ApplicationScoped
class Rotation {
    private static final Logger LOG = Logger.getLogger(Rotation.class);

    private final CheckKeys checkKeys;
    private final RotateDigests rotateDigests;
    private final RotationConfiguration configuration;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    Rotation(
            CheckKeys checkKeys,
            RotateDigests rotateDigests,
            RotationConfiguration configuration,
            Vertx vertx,
            MeterRegistry registry) {
        this.checkKeys = checkKeys;
        this.rotateDigests = rotateDigests;
        this.configuration = configuration;
        this.vertx = vertx;
        rotateDigests.measure(registry);
    }

    /// Before anything is read or written under a key.
    void start(@Observes @Priority(1) StartupEvent started) {
        checkKeys.check();
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> round());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void round() {
        if (!stopped && running.compareAndSet(false, true)) {
            rotateDigests.nextChunk().subscribe().with(this::rest, this::failed);
        }
    }

    private void rest(boolean more) {
        running.set(false);
        if (more) {
            round();
        }
    }

    private void failed(Throwable failure) {
        running.set(false);
        LOG.warnf("the rotation of digests waits: %s", failure.toString());
    }
}
