package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import java.util.ArrayList;
import java.util.List;

/// Consecutive records of one partition.
///
/// @param next offset after the last; an empty run only moves on to it
record LogRun(int partition, long next, List<Logged> records) {

    record Logged(long offset, InboxRecord record) {}

    static LogRun none(int partition, long next) {
        return new LogRun(partition, next, List.of());
    }

    static int size(List<LogRun> runs) {
        return runs.stream().mapToInt(run -> run.records().size()).sum();
    }

    /// All that these runs say, in order.
    static List<InboxRecord> records(List<LogRun> runs) {
        return runs.stream()
                .flatMap(run -> run.records().stream().map(Logged::record))
                .toList();
    }

    /// The first so many records of these runs, and the others.
    static List<List<LogRun>> split(List<LogRun> runs, int count) {
        var first = new ArrayList<LogRun>();
        var others = new ArrayList<LogRun>();
        int left = count;
        for (var run : runs) {
            int taken = Math.min(left, run.records().size());
            left -= taken;
            if (taken == run.records().size()) {
                first.add(run);
            } else {
                if (taken > 0) {
                    var head = run.records().subList(0, taken);
                    first.add(new LogRun(run.partition(), head.getLast().offset() + 1, head));
                }
                others.add(new LogRun(
                        run.partition(),
                        run.next(),
                        run.records().subList(taken, run.records().size())));
            }
        }
        return List.of(first, others);
    }
}
