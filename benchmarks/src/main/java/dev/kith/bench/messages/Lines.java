package dev.kith.bench.messages;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Tenant.Member;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// The sockets of all users, spread over a few event loops.
final class Lines implements AutoCloseable {
    /// Pushes and pages of a sync come many entries at once.
    private static final int MOST_FRAME_BYTES = 8 << 20;

    private static final int CONNECTING_AT_ONCE = 32;
    private static final long PATIENCE_SECONDS = 60;
    private static final long ACQUAINTED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Vertx vertx;
    private final WebSocketClient client;
    private final List<Line> lines = new ArrayList<>();
    private final Progress progress;

    /// How a line gets to the server.
    record Way(WebSocketClient client, URI gateway) {}

    Lines(Traffic traffic, List<Member> members, URI gateway, Progress progress) {
        this.progress = progress;
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(members.size() + 1)
                .setMaxFrameSize(MOST_FRAME_BYTES)
                .setMaxMessageSize(MOST_FRAME_BYTES)
                .setTcpNoDelay(true)
                .setConnectTimeout(10_000));
        var way = new Way(client, gateway);
        var contexts = contexts(loops);
        for (int user = 0; user < members.size(); user++) {
            lines.add(new Line(traffic, user, members, contexts.get(user % loops), way));
        }
    }

    Line of(int user) {
        return lines.get(user);
    }

    void open() throws InterruptedException {
        all("connected", Line::open);
    }

    /// Every user sends their partner one message, again and again until it is not refused as unreachable any
    /// more: what each service must know of the pair comes by events.
    void acquaint() throws InterruptedException {
        all("acquainted", line -> acquainted(line, System.nanoTime() + ACQUAINTED_WITHIN_NANOS));
    }

    void check() throws InterruptedException {
        all("inboxes read", Line::check);
    }

    @Override
    public void close() throws InterruptedException {
        all("closed", Line::close);
        client.close();
        await(vertx.close());
    }

    private Future<Void> acquainted(Line line, long until) {
        return line.prime().compose(refusal -> {
            if (refusal.isEmpty()) {
                return Future.succeededFuture();
            }
            return System.nanoTime() > until
                    ? Future.failedFuture(
                            "two users who have each other in their books cannot write to each other: " + refusal)
                    : vertx.timer(250, TimeUnit.MILLISECONDS).compose(later -> acquainted(line, until));
        });
    }

    private void all(String done, Function<Line, Future<Void>> act) throws InterruptedException {
        new Abreast(CONNECTING_AT_ONCE, count -> progress.at(done, count, lines.size()))
                .all(lines.size(), user -> await(act.apply(lines.get(user))));
    }

    private List<Context> contexts(int loops) {
        var contexts = Collections.synchronizedList(new ArrayList<Context>());
        await(vertx.deployVerticle(
                () -> new AbstractVerticle() {
                    @Override
                    public void start() {
                        contexts.add(context);
                    }
                },
                new DeploymentOptions().setInstances(loops)));
        return contexts;
    }

    // Called on virtual threads and on the main thread, never on an event loop.
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS + 60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BenchFailure(ExitCode.INCOMPLETE, "A socket failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BenchFailure(ExitCode.INCOMPLETE, "A socket got no answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", e);
        }
    }
}
