package dev.kith.bench.contacts;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Durations of one kind of call. Not thread-safe.
final class Samples {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);

    void add(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, histogram.getHighestTrackableValue()));
    }

    double p50Millis() {
        return histogram.getValueAtPercentile(50) / NANOS_PER_MILLI;
    }

    double p99Millis() {
        return histogram.getValueAtPercentile(99) / NANOS_PER_MILLI;
    }
}
