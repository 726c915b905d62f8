package dev.kith.client.blocking;

import dev.kith.client.KithException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers, and says in one way that there was none. */
final class Waiting {
    private final Duration patience;

    Waiting(Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("who waits needs some time: " + patience);
        }
        this.patience = patience;
    }

    <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            throw interrupted(ended);
        } catch (TimeoutException late) {
            throw KithException.noAnswer("There was no answer within " + patience + "; what was asked goes on.", late);
        } catch (ExecutionException failed) {
            throw KithException.from(failed);
        }
    }

    /** Where the thread is interrupted, what was asked is stopped. */
    <T> T asLongAsItTakes(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException ended) {
            future.cancel(true);
            throw interrupted(ended);
        } catch (CancellationException stopped) {
            throw KithException.noAnswer("It was stopped.", stopped);
        } catch (ExecutionException failed) {
            throw KithException.from(failed);
        }
    }

    private static KithException interrupted(InterruptedException ended) {
        Thread.currentThread().interrupt();
        return KithException.noAnswer("The thread that waited was interrupted; what was asked may go on.", ended);
    }
}
