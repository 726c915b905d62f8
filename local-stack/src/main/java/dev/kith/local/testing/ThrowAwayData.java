package dev.kith.local.testing;

import dev.kith.local.stack.Directories;
import dev.kith.local.stack.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/// Data directories for one JVM. Those of test JVMs that were killed are removed by the next.
final class ThrowAwayData {
    private static final String PREFIX = "kith-test-";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private ThrowAwayData() {}

    static Path create() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            sweep(temporary);
            var all = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
            String name = PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
            return Files.createTempDirectory(temporary, name, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep(Path temporary) throws IOException {
        try (var left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path directory : left) {
                if (ProcessIdentity.of(pidOf(directory)).isEmpty()) {
                    sweepQuietly(directory);
                }
            }
        }
    }

    private static long pidOf(Path directory) {
        String rest = directory.getFileName().toString().substring(PREFIX.length());
        return Long.parseLong(rest.substring(0, rest.indexOf('-')));
    }

    // Another JVM may sweep the same, and it may belong to another user.
    private static void sweepQuietly(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException leftToOthers) {
            // The next JVM tries again.
        }
    }
}
