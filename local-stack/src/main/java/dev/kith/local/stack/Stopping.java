package dev.kith.local.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ends parts: only processes that the records name, each recognised by pid and start.
final class Stopping {
    /// Longer than a service takes to drain its sockets.
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Layout layout;
    private final Progress progress;

    Stopping(Layout layout, Progress progress) {
        this.layout = layout;
        this.progress = progress;
    }

    /// Returns when the part has gone; killed, should it not go by itself.
    void stop(Program program) {
        Part part = program.part();
        Optional<Run> alive = Run.read(layout.runs(), part).filter(Run::isAlive);
        if (alive.isPresent()) {
            progress.stopping(part);
            Instant began = Instant.now();
            end(alive.get().process(), program.stopSignal(), part);
            progress.stopped(part, Duration.between(began, Instant.now()));
        }
        Run.forget(layout.runs(), part);
    }

    /// Stops a process of this data directory of which there is no record.
    void stopLost(Program program, long pid) {
        progress.tell(program.part(), "stopping pid " + pid + ", left behind by an interrupted command");
        ProcessIdentity.of(pid).ifPresent(process -> end(process, program.stopSignal(), program.part()));
    }

    /// Ends the part at once, as a crash would. Its record is gone with it.
    void kill(Part part) {
        Run.read(layout.runs(), part)
                .map(Run::process)
                .filter(ProcessIdentity::isAlive)
                .ifPresent(process -> {
                    OperatingSystem.signal("KILL", process.pid());
                    awaitEnd(process, GRACE);
                });
        Run.forget(layout.runs(), part);
    }

    private void end(ProcessIdentity process, String signal, Part part) {
        OperatingSystem.signal(signal, process.pid());
        if (!awaitEnd(process, GRACE)) {
            progress.tell(part, "did not stop within " + GRACE.toSeconds() + " s: killing it");
            OperatingSystem.signal("KILL", process.pid());
            awaitEnd(process, GRACE);
        }
    }

    private static boolean awaitEnd(ProcessIdentity process, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (process.isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
