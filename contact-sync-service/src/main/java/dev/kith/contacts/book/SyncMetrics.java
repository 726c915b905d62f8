package dev.kith.contacts.book;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What an operator sees of syncs: people found, entries refused and why, entries that wait for quota.
public final class SyncMetrics {
    private final MeterRegistry registry;
    private final Counter matches;
    private final Counter pending;

    public SyncMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.matches = registry.counter("kith.contacts.matches");
        this.pending = registry.counter("kith.contacts.quota.refusals");
    }

    public void count(SyncAnswer answer) {
        matches.increment(answer.matched().size());
        pending.increment(answer.pending().size());
        for (var invalid : answer.invalid()) {
            registry.counter("kith.contacts.rejects", "reason", invalid.reason())
                    .increment();
        }
    }
}
