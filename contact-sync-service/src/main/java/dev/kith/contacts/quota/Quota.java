package dev.kith.contacts.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Look-ups left, kept as one number: the time at which all of them are there again (the "theoretical arrival time"
/// of GCRA, ITU-T I.371). Charging moves it on by one refill each; time alone gives back. Immutable.
///
/// @param fullAt epoch milliseconds; in the past: full
public record Quota(long fullAt, long now, int burst, long refillMillis) {

    public static Quota of(long fullAt, Instant now, QuotaConfiguration configuration) {
        return new Quota(
                fullAt,
                now.toEpochMilli(),
                configuration.burst(),
                configuration.refill().toMillis());
    }

    public int left() {
        long missing = Math.ceilDiv(Math.max(0, fullAt - now), refillMillis);
        return (int) Math.max(0, burst - missing);
    }

    /// After so many look-ups, of which there must be as many left.
    public Quota charged(int lookUps) {
        return lookUps == 0
                ? this
                : new Quota(Math.max(fullAt, now) + lookUps * refillMillis, now, burst, refillMillis);
    }

    /// When there will be one more; empty: it is full.
    public Optional<Instant> refillsAt() {
        int left = left();
        return left >= burst
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(fullAt).minus(Duration.ofMillis((burst - left - 1) * refillMillis)));
    }
}
