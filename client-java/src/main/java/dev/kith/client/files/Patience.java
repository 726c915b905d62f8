package dev.kith.client.files;

import dev.kith.client.KithException;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** How long a transfer is taken up again: as long as it gets on, and two minutes without a byte more. */
public final class Patience {
    private static final Duration WITHOUT_A_BYTE = Duration.ofMinutes(2);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private static final Set<ErrorCode> PASSING = EnumSet.of(
            ErrorCode.UNAVAILABLE,
            ErrorCode.TIMEOUT,
            ErrorCode.UPLOAD_BUSY,
            ErrorCode.WRONG_OFFSET,
            ErrorCode.TOO_MANY);

    private long best = -1;
    private long sinceNanos = System.nanoTime();
    private long pauseMillis = 100;
    private boolean begunAnew;

    /** So far it has come. */
    void at(long offset) {
        if (offset > best) {
            best = offset;
            sinceNanos = System.nanoTime();
            pauseMillis = 100;
        }
    }

    /** Whether another moment may be without this refusal. */
    public static boolean passes(ErrorCode refusal) {
        return PASSING.contains(refusal);
    }

    /** Waits a while, longer each time, or gives up. */
    void wait(IOException lost) throws IOException, InterruptedException {
        if (isOver()) {
            throw lost;
        }
        pause(pauseMillis);
    }

    /** Waits if the refusal passes; of what is gone it lets the transfer begin anew, once. */
    void wait(KithException refused) throws InterruptedException {
        boolean anew = refused.code() == ErrorCode.NOT_FOUND && !begunAnew;
        begunAnew |= anew;
        if (isOver() || !(anew || passes(refused.code()))) {
            throw refused;
        }
        pause(refused.retryAfter().map(Duration::toMillis).orElse(pauseMillis));
    }

    private boolean isOver() {
        return System.nanoTime() - sinceNanos > WITHOUT_A_BYTE.toNanos();
    }

    private void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }
}
