package dev.kith.bench.groups;

import java.time.Duration;

/// What load is asked for.
///
/// @param rate messages a second over all groups
/// @param warmup before the measured part, at the same rate
/// @param body bytes
/// @param acks how often a device says what it has stored
/// @param drain longest wait for answers and messages after the last send
record GroupPlan(Shape shape, int rate, Duration measured, Duration warmup, int body, Duration acks, Duration drain) {
    /// So that what is kept of every message and user fits into memory.
    static final long MOST_MARKS = 500_000_000;

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
