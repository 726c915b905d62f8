package dev.kith.messaging.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What an operator wants to see of the inbox writer.
@ApplicationScoped
class WriterMetrics {
    private final AtomicLong lag = new AtomicLong();
    private final DistributionSummary batch;
    private final Timer transaction;
    private final Counter entries;

    WriterMetrics(MeterRegistry registry) {
        registry.gauge("kith.inbox.lag", lag);
        batch = registry.summary("kith.inbox.batch.records");
        transaction = registry.timer("kith.inbox.transaction");
        entries = registry.counter("kith.inbox.entries");
    }

    /// Records of this node's partitions that are not in the store yet.
    void lag(long records) {
        lag.set(records);
    }

    void stored(int records, int told, Duration took) {
        batch.record(records);
        entries.increment(told);
        transaction.record(took);
    }
}
