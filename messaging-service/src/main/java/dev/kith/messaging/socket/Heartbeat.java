package dev.kith.messaging.socket;

import dev.kith.messaging.session.SessionRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/// What happens to all connections again and again: their sessions are renewed in the registry, and those end
/// that are overdue with their hello, their token, their keep-alive or their reading.
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final Duration CHECK = Duration.ofMillis(250);

    private final Connections connections;
    private final SessionRegistry registry;
    private final SocketSettings settings;
    private final Clock clock;
    private volatile boolean stopped;

    Heartbeat(Connections connections, SessionRegistry registry, SocketSettings settings, Clock clock) {
        this.connections = connections;
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        renewForEver(vertx);
        vertx.setPeriodic(CHECK.toMillis(), tick -> endOverdue());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /// The next round begins when this one is done and its time has come: rounds never overlap.
    private void renewForEver(Vertx vertx) {
        if (stopped) {
            return;
        }
        registry.renew(connections.sessions(), connections::has)
                .onFailure(away -> LOG.warnf("sessions not renewed: %s", away.getMessage()))
                .onComplete(done -> vertx.setTimer(settings.renewal().toMillis(), next -> renewForEver(vertx)));
    }

    private void endOverdue() {
        connections.all().forEach(connection -> connection.endIfOverdue(clock));
    }
}
