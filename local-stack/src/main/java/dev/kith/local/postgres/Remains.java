package dev.kith.local.postgres;

import dev.kith.local.stack.CommandLine;
import dev.kith.local.stack.OperatingSystem;
import dev.kith.local.stack.ProcessIdentity;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a killed PostgreSQL leaves in its cluster: backends that have not noticed yet, and a lock file whose
/// pid may still be in the table of processes, or be another program's by now. PostgreSQL itself refuses to
/// start over any of them.
final class Remains {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Path PROC = Path.of("/proc");

    private final Path cluster;

    Remains(Path cluster) {
        this.cluster = cluster;
    }

    /// Waits until nothing of the killed server runs, and removes a lock that nobody holds any more.
    ///
    /// @throws StackFailure when a server still serves the cluster
    void clear() throws IOException {
        Path lock = cluster.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
        if (isServing(pid)) {
            throw new StackFailure(
                    Reason.BUSY,
                    "A PostgreSQL that ./kith did not record already serves %s (pid %d). End it with: kill -INT %d"
                            .formatted(cluster, pid, pid));
        }
        if (!awaitEnd(pid)) {
            // What the server would have told them at an immediate shutdown.
            orphans().forEach(orphan -> OperatingSystem.signal("QUIT", orphan));
            awaitEnd(pid);
        }
        // Held by nobody, though there still is such a pid: a zombie that its parent has not collected, or another
        // program.
        // Should a backend be left after all, PostgreSQL finds it by the shared memory.
        if (isOver(pid)) {
            Files.deleteIfExists(lock);
        }
    }

    private boolean awaitEnd(long pid) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isOver(pid) || !orphans().isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackFailure(Reason.CRASHED, "Interrupted.", e);
            }
        }
        return true;
    }

    private boolean isServing(long pid) {
        return ProcessIdentity.of(pid).isPresent() && CommandLine.of(pid).has(cluster.toString());
    }

    // One that is just ending still is a process, but has no command line any more.
    private static boolean isOver(long pid) {
        return ProcessIdentity.of(pid).isEmpty() || !CommandLine.of(pid).isUnknown();
    }

    // Every process of the server works in its cluster. Elsewhere than on Linux this cannot be seen; there PostgreSQL
    // itself reports the shared memory in use, and is started again.
    private List<Long> orphans() throws IOException {
        var found = new ArrayList<Long>();
        if (!OperatingSystem.isLinux()) {
            return found;
        }
        Path real = cluster.toRealPath();
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (worksIn(process.resolve("cwd"), real)
                        && ProcessIdentity.of(pid).isPresent()) {
                    found.add(pid);
                }
            }
        }
        return found;
    }

    private static boolean worksIn(Path link, Path directory) {
        try {
            return Files.readSymbolicLink(link).equals(directory);
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }
}
