package dev.kith.local.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Ends a connection on which the head of a request does not come to its end in time, however often a piece of it
/// comes:
/// being silent is not what a slow client has to be. Used on one event loop.
final class HeadLimit {
    private final Vertx vertx;
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    HeadLimit(Vertx vertx) {
        this.vertx = vertx;
    }

    /// The next head is to be whole by then.
    void await(HttpConnection connection, Duration limit) {
        came(connection);
        timers.put(connection, vertx.setTimer(limit.toMillis(), late -> {
            timers.remove(connection);
            connection.close();
        }));
    }

    /// It is whole, or the connection has ended.
    void came(HttpConnection connection) {
        var timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
