package dev.kith.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Tries to lock a file, and says by its end whether it could. */
final class LockingProcess {
    static final int HELD_BY_ANOTHER = 7;

    private LockingProcess() {}

    public static void main(String[] file) throws IOException {
        try (var channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                System.exit(HELD_BY_ANOTHER);
            }
        }
    }
}
