package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One process for good: a pid is given again after its process has gone, a pid with its start is not.
///
/// @param pid what the system calls it
/// @param started when it began, in the finest form that the system tells; compared, never read
public record ProcessIdentity(long pid, String started) {
    private static final Path PROC = Path.of("/proc");
    // Fields of /proc/<pid>/stat after the name in parentheses, which may itself hold spaces and parentheses.
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;

    /// The process that has this pid now; empty when there is none, or only its remains.
    public static Optional<ProcessIdentity> of(long pid) {
        return started(pid).map(started -> new ProcessIdentity(pid, started));
    }

    /// Whether this very process still runs.
    public boolean isAlive() {
        return started(pid).filter(started::equals).isPresent();
    }

    private static Optional<String> started(long pid) {
        return Files.exists(PROC.resolve("self/stat")) ? startedOnLinux(pid) : startedElsewhere(pid);
    }

    // Not ProcessHandle: its start time is derived from the wall clock and moves with it, and it takes a zombie, whose
    // parent has not collected it, for alive.
    private static Optional<String> startedOnLinux(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // While other threads of a killed process still end, their leader is a zombie, and its ports are not free.
            boolean gone =
                    fields[STATE].equals("X") || (fields[STATE].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1);
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return gone ? Optional.empty() : Optional.of(boot + "/" + fields[START_TICKS]);
        } catch (IOException noSuchProcess) {
            return Optional.empty();
        }
    }

    private static Optional<String> startedElsewhere(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(p -> p.info().startInstant())
                .map(Object::toString);
    }
}
