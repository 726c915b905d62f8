package dev.kith.bench.device;

import java.time.Duration;

/// What load is asked for.
///
/// @param rate messages a second, of all together
/// @param warmup before the measured part, at the same rate
/// @param body bytes
/// @param acks how often a device says what it has stored
/// @param drain longest wait for answers and messages after the last send
public record Load(int rate, Duration measured, Duration warmup, int body, Duration acks, Duration drain) {
    /// Number of the first message that is measured.
    public int measuredFrom() {
        return Math.toIntExact(rate * warmup.toSeconds());
    }

    public int messages() {
        return Math.toIntExact(total());
    }

    public long total() {
        return rate * (warmup.toSeconds() + measured.toSeconds());
    }
}
