package dev.kith.bench.load;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How often something happened, by its reason. Thread-safe.
public final class Reasons {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String reason) {
        counts.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    public long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// How often so far, in the order of the reasons' names.
    public Map<String, Long> counts() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }

    /// Such as `3 of 1013 try again later, 201 of 4409 replaced`.
    @Override
    public String toString() {
        return counts().entrySet().stream()
                .map(reason -> reason.getValue() + " of " + reason.getKey())
                .collect(joining(", "));
    }
}
