package dev.kith.messaging.socket;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// A node that stops sends its devices away first, each with a moment of its own to come back, so that they do
/// not all arrive at the other nodes at once. What they had sent and saw no answer to, they send again.
@ApplicationScoped
class Drain {
    /// So many devices a second can come back without harm; the more there are, the longer the spread.
    private static final int PER_SECOND = 2_000;

    private final Connections connections;
    private final SocketSettings settings;
    private volatile boolean begun;

    Drain(Connections connections, SocketSettings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent stopping) {
        sendAway();
    }

    /// Where there is no delay before the stop.
    void stop(@Observes ShutdownEvent stopping) {
        sendAway();
    }

    /// Whether new connections are to go elsewhere.
    boolean hasBegun() {
        return begun;
    }

    private void sendAway() {
        begun = true;
        var all = connections.all();
        long spread = Math.min(settings.spread().toMillis(), 100 + 1_000L * all.size() / PER_SECOND);
        all.forEach(connection ->
                connection.goAway(Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread))));
    }
}
