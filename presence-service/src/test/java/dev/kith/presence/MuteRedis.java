package dev.kith.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/// A server that accepts connections and says nothing, and a client of it.
public final class MuteRedis implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final ServerSocket server;

    public MuteRedis() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Redis client() {
        return Redis.createClient(vertx, "redis://127.0.0.1:" + server.getLocalPort());
    }

    /// How a question to it fails; by itself, not because the caller waits no longer.
    public static Throwable failure(Uni<?> question) {
        long begun = System.nanoTime();

        var failure = catchThrowable(() -> question.await().atMost(LIMIT));

        assertThat(failure).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
        return failure;
    }

    @Override
    public void close() throws IOException {
        server.close();
        vertx.closeAndAwait();
    }
}
