package dev.kith.bench.messages;

import java.time.Duration;

/// What load is asked for.
///
/// @param rate messages a second over all pairs
/// @param warmup before the measured part, at the same rate
/// @param body bytes
/// @param receipts whether each message asks for a delivery receipt
/// @param acks how often a device says what it has stored
/// @param drain longest wait for answers and messages after the last send
record Plan(
        int pairs,
        int rate,
        Duration measured,
        Duration warmup,
        int body,
        boolean receipts,
        Duration acks,
        Duration drain) {
    /// So that what is kept of every message fits into memory.
    static final long MOST_MESSAGES = 20_000_000;

    int users() {
        return 2 * pairs;
    }

    /// Number of the first message that is measured.
    int measuredFrom() {
        return Math.toIntExact(rate * warmup.toSeconds());
    }

    int messages() {
        return Math.toIntExact(total());
    }

    long total() {
        return rate * (warmup.toSeconds() + measured.toSeconds());
    }
}
