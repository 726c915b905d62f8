package dev.kith.presence.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a missing session proves absence.
///
/// Every live session is written again with each round of heartbeats. So one that is missing is gone if the registry
/// has existed, and could be written, for two of them: a flush is no departure, and neither is a Redis that was away.
/// Thread-safe.
final class RegistryTrust {
    private final Clock clock;
    private final Duration proof;
    private volatile Instant unreadableUntil = Instant.EPOCH;
    private volatile @Nullable Instant emptySince;

    /// @param proof how long it takes until every live session is there again for certain
    RegistryTrust(Clock clock, Duration proof) {
        this.clock = clock;
        this.proof = proof;
    }

    /// Takes down that the registry could not be read just now.
    void unreadable() {
        unreadableUntil = clock.instant();
    }

    /// Whether the registry, read just now, is evidence.
    ///
    /// @param born when it was first written after it was empty; empty: nobody has written it since
    boolean isEvidence(Optional<Instant> born) {
        var since = born.orElseGet(this::emptySince);
        if (born.isPresent()) {
            emptySince = null;
        }
        var latest = since.isAfter(unreadableUntil) ? since : unreadableUntil;
        return latest.plus(proof).compareTo(clock.instant()) <= 0;
    }

    // Without a single session anywhere nobody writes the mark either, so the time is taken from here.
    private Instant emptySince() {
        var since = emptySince;
        if (since == null) {
            since = clock.instant();
            emptySince = since;
        }
        return since;
    }
}
