package dev.kith.kit.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kith.kit.problem.ProblemException;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/// So many calls per caller and time: a token bucket for each key, refilled evenly.
///
/// Held by this node alone, so that of N nodes the caller may get N times as much; what has to hold exactly belongs in
/// the database. Bounded: the least used keys are forgotten, full again. Thread-safe.
public final class RateLimit {
    private static final int MOST_KEYS = 100_000;

    private final LoadingCache<String, Bucket> buckets;
    private final String what;
    private final long calls;

    /// @param what shown to who is refused, such as "codes for this number"
    public RateLimit(String what, long calls, Duration per) {
        this.what = what;
        this.calls = calls;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(per.multipliedBy(2))
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, per))
                        .build());
    }

    /// Takes one call.
    ///
    /// @throws ProblemException `too-many`, with the time to wait
    public void take(String key) {
        var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ProblemException.tooMany(
                    "Too many " + what + "; wait a moment.", calls, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
