package dev.kith.local.testing;

import dev.kith.local.stack.Directories;
import dev.kith.local.stack.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Data directories for one JVM. Those of test JVMs that were killed are removed by the next.
final class ThrowAwayData {
    private static final String PREFIX = "kith-test-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(?<space>\\d{1,18})-(?<pid>\\d{1,18})-\\d+-.*");
    private static final String SPACE = space();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private ThrowAwayData() {}

    static Path create() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            sweep(temporary);
            var all = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
            String name = PREFIX + SPACE + "-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
            return Files.createTempDirectory(temporary, name, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void sweep(Path temporary) throws IOException {
        try (var left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path directory : left) {
                if (isLeftBehind(directory)) {
                    sweepQuietly(directory);
                }
            }
        }
    }

    // Only what a JVM of this name space of processes made: in another, such as a container that shares the directory,
    // the pid says nothing here.
    private static boolean isLeftBehind(Path directory) {
        var name = NAME.matcher(directory.getFileName().toString());
        return name.matches()
                && name.group("space").equals(SPACE)
                && ProcessIdentity.of(Long.parseLong(name.group("pid"))).isEmpty();
    }

    // What Linux calls the name space; elsewhere there is one alone.
    private static String space() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException oneAlone) {
            return "0";
        }
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
