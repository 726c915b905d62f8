package dev.kith.bench.sockets;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// How often something happened, by its reason. Thread-safe.
final class Reasons {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void add(String reason) {
        counts.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Such as `3 of 1013 try again later, 201 of 4409 replaced`.
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(reason -> reason.getValue().sum() + " of " + reason.getKey())
                .collect(joining(", "));
    }
}
