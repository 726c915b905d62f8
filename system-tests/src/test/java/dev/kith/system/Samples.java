package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Times of several kinds of call, taken in turns: what the machine does besides happens to all kinds alike.
///
/// Two kinds are compared by the rank-sum test (Mann and Whitney, 1947), which asks how often a time of one is above
/// a time of the other, and knows nothing of milliseconds. Chance reaches [#LIMIT] once in some 16,000 comparisons;
/// one query more or less, on a machine at rest, goes far beyond it.
final class Samples<K> {
    private static final double LIMIT = 4;

    private final Map<K, List<Long>> nanos = new LinkedHashMap<>();

    /// Rounds below 0 warm up.
    void add(int round, K kind, long taken) {
        if (round >= 0) {
            nanos.computeIfAbsent(kind, k -> new ArrayList<>()).add(taken);
        }
    }

    void assertAlike(K reference) {
        var scores = new LinkedHashMap<K, Double>();
        nanos.forEach((kind, times) -> scores.put(kind, score(times, nanos.get(reference))));

        assertThat(scores.values())
                .as("distance in ranks from %s: %s, medians in µs: %s", reference, scores, medians())
                .allMatch(score -> Math.abs(score) < LIMIT);
    }

    private Map<K, Long> medians() {
        var medians = new LinkedHashMap<K, Long>();
        nanos.forEach((kind, times) ->
                medians.put(kind, times.stream().sorted().toList().get(times.size() / 2) / 1_000));
        return medians;
    }

    /// How many standard deviations the rank sum is away from that of two samples of one kind.
    static double score(List<Long> some, List<Long> others) {
        double above = 0;
        for (long one : some) {
            for (long other : others) {
                above += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        double n = some.size();
        double m = others.size();
        return (above - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
    }
}
