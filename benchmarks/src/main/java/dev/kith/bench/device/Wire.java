package dev.kith.bench.device;

import dev.kith.bench.load.Waiting;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How devices get to the server: a client, and a few event loops over which they are spread.
public final class Wire implements AutoCloseable {
    /// Pushes and pages of a sync come many entries at once.
    private static final int MOST_FRAME_BYTES = 8 << 20;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final URI server;
    private final List<Context> loops;

    /// @param devices at the most
    public Wire(URI server, int devices) {
        this.server = server;
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(count));
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(devices + 1)
                .setMaxFrameSize(MOST_FRAME_BYTES)
                .setMaxMessageSize(MOST_FRAME_BYTES)
                .setTcpNoDelay(true)
                .setConnectTimeout(10_000));
        loops = loops(count);
    }

    URI server() {
        return server;
    }

    WebSocketClient client() {
        return client;
    }

    /// The event loop of this device.
    Context loop(int device) {
        return loops.get(device % loops.size());
    }

    public Future<Void> later(long millis) {
        return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }

    @Override
    public void close() {
        client.close();
        Waiting.on(vertx.close());
    }

    private List<Context> loops(int count) {
        var contexts = Collections.synchronizedList(new ArrayList<Context>());
        Waiting.on(vertx.deployVerticle(
                () -> new AbstractVerticle() {
                    @Override
                    public void start() {
                        contexts.add(context);
                    }
                },
                new DeploymentOptions().setInstances(count)));
        return contexts;
    }
}
