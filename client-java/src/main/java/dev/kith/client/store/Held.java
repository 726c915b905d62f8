package dev.kith.client.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * That a database is this client's alone. Given back by the system when the process ends, however it ends.
 *
 * <p>The system drops a process's lock as soon as the process closes any channel of the file. So a file that is held in this process
 * is not opened a second time.
 */
final class Held {
    private static final Set<Path> IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel lock;

    private Held(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /** @throws IOException another client has it */
    static Held of(Path database) throws IOException {
        var directory = database.toAbsolutePath().getParent();
        var name = database.getFileName() + "-lock";
        var file = directory == null ? Path.of(name) : directory.toRealPath().resolve(name);
        if (!IN_THIS_PROCESS.add(file)) {
            throw heldBefore(database);
        }
        try {
            return new Held(file, lock(file, database));
        } catch (IOException | RuntimeException unusable) {
            IN_THIS_PROCESS.remove(file);
            throw unusable;
        }
    }

    private static FileChannel lock(Path file, Path database) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (IOException | RuntimeException unusable) {
            channel.close();
            throw unusable;
        }
        channel.close();
        throw heldBefore(database);
    }

    private static IOException heldBefore(Path database) {
        return new IOException("another client receives into " + database);
    }

    void giveBack() {
        try {
            lock.close();
        } catch (IOException closedAlready) {
            // as wanted
        }
        IN_THIS_PROCESS.remove(file);
    }
}
