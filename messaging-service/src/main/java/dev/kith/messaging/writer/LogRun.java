package dev.kith.messaging.writer;

import java.util.ArrayList;
import java.util.List;

/// Consecutive records of one partition.
///
/// @param next offset after the last; an empty run only moves on to it
public record LogRun<R>(int partition, long next, List<Logged<R>> records) {

    /// A record and its place in the partition.
    public record Logged<R>(long offset, R record) {}

    /// Nothing, but that all before this offset is done with.
    public static <R> LogRun<R> none(int partition, long next) {
        return new LogRun<>(partition, next, List.of());
    }

    public static int size(List<? extends LogRun<?>> runs) {
        return runs.stream().mapToInt(run -> run.records().size()).sum();
    }

    /// All that these runs say, in order.
    public static <R> List<R> records(List<LogRun<R>> runs) {
        return runs.stream()
                .flatMap(run -> run.records().stream().map(Logged::record))
                .toList();
    }

    /// The first so many records of these runs, and the others.
    static <R> List<List<LogRun<R>>> split(List<LogRun<R>> runs, int count) {
        var first = new ArrayList<LogRun<R>>();
        var others = new ArrayList<LogRun<R>>();
        int left = count;
        for (var run : runs) {
            int taken = Math.min(left, run.records().size());
            left -= taken;
            if (taken == run.records().size()) {
                first.add(run);
            } else {
                if (taken > 0) {
                    var head = run.records().subList(0, taken);
                    first.add(new LogRun<>(run.partition(), head.getLast().offset() + 1, head));
                }
                others.add(new LogRun<>(
                        run.partition(),
                        run.next(),
                        run.records().subList(taken, run.records().size())));
            }
        }
        return List.of(first, others);
    }
}
