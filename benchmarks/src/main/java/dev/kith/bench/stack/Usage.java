package dev.kith.bench.stack;

import dev.kith.local.stack.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.LongStream;

/// What the processes of a local stack have used of the machine. Knows nothing of a stack that runs elsewhere, or where
/// there is no `/proc`: then the maps are empty.
public final class Usage {
    // Fields of /proc/<pid>/stat behind the name; the times are in ticks of 10 ms.
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int USER_TIME_OF_CHILDREN = 13;
    private static final int SYSTEM_TIME_OF_CHILDREN = 14;
    private static final long MILLIS_A_TICK = 10;

    private final Map<Part, Long> pids = new EnumMap<>(Part.class);

    /// Of the stack whose data is in this directory.
    public Usage(Path data) {
        for (Part part : Part.values()) {
            pid(data.resolve("run").resolve(part.label() + ".properties")).ifPresent(pid -> pids.put(part, pid));
        }
    }

    private static Optional<Long> pid(Path file) {
        var record = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            record.load(in);
            return Optional.of(Long.valueOf(record.getProperty("pid")));
        } catch (IOException | NumberFormatException elsewhere) {
            return Optional.empty();
        }
    }

    /// Processor time of each part since its start, that of its child processes with it.
    public Map<Part, Duration> processorTime() {
        var times = new EnumMap<Part, Duration>(Part.class);
        pids.forEach((part, pid) -> {
            long ticks = withChildren(pid).map(Usage::ticks).sum() + ticksOfEndedChildren(pid);
            times.put(part, Duration.ofMillis(ticks * MILLIS_A_TICK));
        });
        return times;
    }

    /// Memory of each part in bytes: the proportional set size, so that what processes share counts once.
    public Map<Part, Long> memory() {
        var sizes = new EnumMap<Part, Long>(Part.class);
        pids.forEach((part, pid) ->
                sizes.put(part, withChildren(pid).map(Usage::proportionalSize).sum()));
        return sizes;
    }

    private static LongStream withChildren(long pid) {
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), children);
    }

    private static long ticks(long pid) {
        return field(pid, USER_TIME) + field(pid, SYSTEM_TIME);
    }

    private static long ticksOfEndedChildren(long pid) {
        return field(pid, USER_TIME_OF_CHILDREN) + field(pid, SYSTEM_TIME_OF_CHILDREN);
    }

    private static long field(long pid, int number) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[number]);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static long proportionalSize(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
