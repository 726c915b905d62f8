package dev.kith.bench.load;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for what sockets do. From virtual threads and the main thread, never from an event loop.
public final class Waiting {
    private static final long PATIENCE_SECONDS = 120;

    private Waiting() {}

    /// What it comes to.
    ///
    /// @throws BenchFailure when it failed, or took too long
    public static <T> T on(Future<T> future) {
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
