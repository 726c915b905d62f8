package dev.kith.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room that is left where the data lies. A store that runs out of it in the middle of a write stops; better not
/// to start.
record DiskSpace(Path directory) {
    private static final long NEEDED_MB = 500;

    void require() {
        try {
            long free = Files.getFileStore(directory).getUsableSpace() >> 20;
            long needed = Long.parseLong(System.getenv().getOrDefault("KITH_MIN_FREE_MB", String.valueOf(NEEDED_MB)));
            if (free < needed) {
                throw new StackFailure(
                        Reason.DISK_FULL,
                        "Only %d MB are free where the data lies (%s); the stack needs %d MB. Make room, or choose another disk with --data DIR."
                                .formatted(free, directory, needed));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
