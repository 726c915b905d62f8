package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How one part is.
///
/// @param part which
/// @param state in one word
/// @param pid of its process, if it runs
/// @param port where it listens, or would
/// @param memory of its process and their children in bytes, shared pages counted once; empty where it cannot be known
/// @param uptime since it was started; zero when it does not run
/// @param detail what a person needs to know beyond the state; empty when all is well
public record Health(
        Part part, State state, OptionalLong pid, int port, OptionalLong memory, Duration uptime, String detail) {

    /// In one word.
    public enum State {
        UP,
        STARTING,
        /// It was started and has ended without being told to.
        GONE,
        /// It runs but does not answer as it should.
        UNHEALTHY,
        DOWN
    }

    static Health of(Program program, Optional<Run> record) {
        if (record.isEmpty()) {
            return idle(program, State.DOWN, "");
        }
        Run run = record.get();
        if (!run.isAlive()) {
            return idle(program, State.GONE, "crashed or was killed; ./kith up starts it again");
        }
        Readiness readiness = program.probe(run.process().pid());
        State failing = run.ready() ? State.UNHEALTHY : State.STARTING;
        return switch (readiness) {
            case Readiness.Ready() -> of(run, run.ready() ? State.UP : State.STARTING, "");
            case Readiness.NotYet(String why) -> of(run, failing, why);
            case Readiness.Foreign(String who) -> of(run, State.UNHEALTHY, who + " answers in its place");
        };
    }

    private static Health idle(Program program, State state, String detail) {
        return new Health(
                program.part(),
                state,
                OptionalLong.empty(),
                program.ports()[0],
                OptionalLong.empty(),
                Duration.ZERO,
                detail);
    }

    private static Health of(Run run, State state, String detail) {
        long pid = run.process().pid();
        return new Health(
                run.part(),
                state,
                OptionalLong.of(pid),
                run.port(),
                memory(pid),
                Duration.between(run.since(), Instant.now()),
                detail);
    }

    private static OptionalLong memory(long pid) {
        Stream<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children)
                .map(Health::ownMemory)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .reduce(Long::sum);
    }

    // The proportional set size: what the backends of PostgreSQL share is not counted once for each of them.
    private static OptionalLong ownMemory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(l -> l.startsWith("Pss:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException unknown) {
            return residentByPs(pid);
        }
    }

    private static OptionalLong residentByPs(long pid) {
        try {
            var process = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            String kib = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .strip();
            return kib.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(kib) << 10);
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }
}
