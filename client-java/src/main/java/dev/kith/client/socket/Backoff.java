package dev.kith.client.socket;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: doubling from a quarter of a second to half a minute, and of that a random
 * part from half to all, so that many devices that lost the same node do not come back at the same moment.
 */
final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 30_000;

    private final DoubleSupplier random;
    private int attempts;

    /** Takes a source of numbers from 0 to below 1. */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    Duration next() {
        var full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10));
        attempts++;
        return spread(Duration.ofMillis(full));
    }

    /** A random part of this time, from half to all of it. */
    Duration spread(Duration full) {
        return Duration.ofMillis(Math.round(full.toMillis() * (0.5 + random.getAsDouble() / 2)));
    }

    void reset() {
        attempts = 0;
    }
}
