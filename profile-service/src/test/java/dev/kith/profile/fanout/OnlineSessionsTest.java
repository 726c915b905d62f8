package dev.kith.profile.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kith.kit.event.Outage;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineSessionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void takesAServerThatAcceptsAndSaysNothingForAnOutage() throws Exception {
        var vertx = Vertx.vertx();
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var redis = Redis.createClient(vertx, "redis://127.0.0.1:" + mute.getLocalPort());
            var sessions = new OnlineSessions(redis, Clock.systemUTC());

            long begun = System.nanoTime();
            var failure =
                    catchThrowable(() -> sessions.among(List.of(1L)).await().atMost(LIMIT));

            assertThat(failure).matches(Outage::isOne);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
        } finally {
            vertx.closeAndAwait();
        }
    }
}
