package dev.kith.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The room that is left where the data lies. A store that runs out of it in the middle of a write stops; better not
/// to start.
record DiskSpace(Path directory, long neededMb) {
    private static final String USUALLY_NEEDED_MB = "500";

    /// `KITH_MIN_FREE_MB` says another limit.
    static DiskSpace of(Path directory, Map<String, String> environment) {
        String needed =
                environment.getOrDefault("KITH_MIN_FREE_MB", USUALLY_NEEDED_MB).strip();
        if (!needed.matches("\\d{1,9}")) {
            throw new StackFailure(Reason.USAGE, "KITH_MIN_FREE_MB must be a number of megabytes, not " + needed + ".");
        }
        return new DiskSpace(directory, Long.parseLong(needed));
    }

    void require() {
        try {
            long free = Files.getFileStore(directory).getUsableSpace() >> 20;
            if (free < neededMb) {
                throw new StackFailure(
                        Reason.DISK_FULL,
                        "Only %d MB are free where the data lies (%s); the stack needs %d MB. Make room, or choose another disk with --data DIR."
                                .formatted(free, directory, neededMb));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
