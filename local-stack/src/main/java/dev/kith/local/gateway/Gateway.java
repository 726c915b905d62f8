package dev.kith.local.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one door to Kith: everything that clients and backends call goes through it.
///
/// Routes by path prefix, passes WebSockets through, gives every request an id, bounds headers, bodies and
/// times. Holds no body in memory and knows nothing of tokens: the services check those.
public final class Gateway implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Vertx vertx;

    private Gateway(Vertx vertx) {
        this.vertx = vertx;
    }

    /// The program: configured by environment variables, see [Settings].
    public static void main(String[] arguments) {
        var settings = Settings.of(System.getenv());
        Gateway gateway;
        try {
            gateway = start(settings);
        } catch (IllegalStateException e) {
            System.err.println(
                    "The gateway cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-shutdown"));
        System.out.println("The gateway listens on " + settings.host() + ":" + settings.port());
    }

    /// Starts a gateway, one event loop a core, and returns when it listens.
    ///
    /// @throws IllegalStateException when it cannot have its port
    public static Gateway start(Settings settings) {
        int cores = Runtime.getRuntime().availableProcessors();
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(cores));
        try {
            vertx.deployVerticle(() -> new Door(settings), new DeploymentOptions().setInstances(cores))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException(e.getCause());
        }
        return new Gateway(vertx);
    }

    /// Stops listening and ends all calls and sockets.
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("The gateway did not close in order: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
