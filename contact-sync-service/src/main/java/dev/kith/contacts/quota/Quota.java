package dev.kith.contacts.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Look-ups left, kept as one number: the time at which all of them are there again (the "theoretical arrival time"
/// of GCRA, ITU-T I.371). Charging moves it on by one refill each; time alone gives back. Immutable.
///
/// @param fullAt epoch milliseconds; in the past: full
public record Quota(long fullAt, long now, int burst, long refillMillis) {

    /// As it stands now.
    ///
    /// @param countedIn the refill under which `fullAt` was written down, 0 if that is not known. Of another one as
    ///     many look-ups are missing at the change as before, and they come back at the new pace
    public static Quota of(long fullAt, long countedIn, Instant now, Allowance allowance) {
        long at = now.toEpochMilli();
        long refill = allowance.refillMillis();
        if (countedIn == 0 || countedIn == refill) {
            return new Quota(fullAt, at, allowance.burst(), refill);
        }
        long changed = Math.min(allowance.since(), at);
        var then = new Quota(fullAt, changed, allowance.burst(), countedIn);
        return new Quota(changed + then.missing() * refill, at, allowance.burst(), refill);
    }

    public int left() {
        return (int) Math.max(0, burst - missing());
    }

    private long missing() {
        return Math.ceilDiv(Math.max(0, fullAt - now), refillMillis);
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
