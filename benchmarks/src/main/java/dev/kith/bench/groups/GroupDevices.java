package dev.kith.bench.groups;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The devices of a run, spread over a few event loops.
final class GroupDevices implements AutoCloseable {
    /// Pushes and pages of a sync come many entries at once.
    private static final int MOST_FRAME_BYTES = 8 << 20;

    private static final int AT_ONCE = 32;
    private static final int CHECKS_AT_ONCE = 8;
    private static final long PATIENCE_SECONDS = 120;
    private static final long KNOWN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long AGAIN_MILLIS = 250;

    private final Cast cast;
    private final Progress progress;
    private final Vertx vertx;
    private final WebSocketClient client;
    private final List<GroupDevice> online = new ArrayList<>();
    private final List<GroupDevice> away = new ArrayList<>();

    /// How a device gets to the server.
    record Way(Vertx vertx, WebSocketClient client, URI server) {}

    GroupDevices(GroupTraffic traffic, Cast cast, URI server, Progress progress) {
        this.cast = cast;
        this.progress = progress;
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(cast.members().size() + cast.away().size() + 1)
                .setMaxFrameSize(MOST_FRAME_BYTES)
                .setMaxMessageSize(MOST_FRAME_BYTES)
                .setTcpNoDelay(true)
                .setConnectTimeout(10_000));
        var way = new Way(vertx, client, server);
        for (int user = 0; user < cast.members().size(); user++) {
            online.add(new GroupDevice(traffic, cast, cast.member(user), Hearing.of(cast.shape(), user), way));
        }
        for (var member : cast.away()) {
            away.add(new GroupDevice(traffic, cast, member, Hearing.away(cast.shape()), way));
        }
    }

    GroupDevice of(int user) {
        return online.get(user);
    }

    void open() throws InterruptedException {
        all("connected", AT_ONCE, online.size(), user -> of(user).open());
    }

    /// One of each group sends a message, again and again until it is taken.
    void prime() throws InterruptedException {
        all("groups known", 1, cast.groups().size(), group -> primed(group, System.nanoTime() + KNOWN_WITHIN_NANOS));
    }

    private Future<Void> primed(int group, long until) {
        return of(cast.shape().user(group, 0)).prime(group).compose(refusal -> {
            if (refusal.isEmpty()) {
                return Future.succeededFuture();
            }
            return System.nanoTime() > until
                    ? Future.failedFuture("a member cannot write to their group: " + refusal)
                    : vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(later -> primed(group, until));
        });
    }

    /// Reads all inboxes.
    void check() throws InterruptedException {
        all("inboxes read", CHECKS_AT_ONCE, online.size(), user -> of(user).check());
        checkAway();
    }

    /// Reads those of whoever was away.
    void checkAway() throws InterruptedException {
        all("inboxes read", CHECKS_AT_ONCE, away.size(), one -> away.get(one).check());
    }

    List<Hearing> hearings() {
        return Stream.concat(online.stream(), away.stream())
                .map(GroupDevice::hearing)
                .toList();
    }

    List<Hearing> hearingsOfAway() {
        return away.stream().map(GroupDevice::hearing).toList();
    }

    @Override
    public void close() throws InterruptedException {
        all("closed", AT_ONCE, online.size(), user -> of(user).close());
        all("closed", AT_ONCE, away.size(), one -> away.get(one).close());
        client.close();
        await(vertx.close());
    }

    private void all(String done, int atOnce, int count, IntFunction<Future<Void>> act) throws InterruptedException {
        new Abreast(atOnce, so -> progress.at(done, so, count)).all(count, one -> await(act.apply(one)));
    }

    // Called on virtual threads and on the main thread, never on an event loop.
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
