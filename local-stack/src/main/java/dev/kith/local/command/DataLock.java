package dev.kith.local.command;

import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Held by a command while it changes a data directory, so that two do not start the same part. Goes with the process,
/// also when that is killed; children do not inherit it.
final class DataLock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits for a command that is at work.
    ///
    /// @throws StackFailure when that takes too long
    static DataLock take(Layout layout) {
        return take(layout, PATIENCE);
    }

    static DataLock take(Layout layout, Duration patience) {
        Path file = layout.data().resolve("lock");
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Instant deadline = Instant.now().plus(patience);
            boolean told = false;
            while (!isTaken(channel.tryLock())) {
                if (Instant.now().isAfter(deadline)) {
                    throw new StackFailure(
                            Reason.BUSY,
                            "Another ./kith command has been changing %s for %d s. Wait for it, or end it, and try again."
                                    .formatted(layout.data(), patience.toSeconds()));
                }
                if (!told) {
                    System.err.println("Waiting for another ./kith command on " + layout.data() + " ...");
                    told = true;
                }
                Thread.sleep(PAUSE);
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw StackFailure.cannotWrite(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure(Reason.BUSY, "Interrupted.", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaken(@Nullable FileLock lock) {
        return lock != null;
    }
}
