package dev.kith.local.command;

import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    /// Waits for a command that is at work. Makes the data directory if there is none, also when it was removed
    /// meanwhile: whoever removes it holds the lock.
    ///
    /// @throws StackFailure when that takes too long
    static DataLock take(Layout layout) {
        return take(layout, PATIENCE);
    }

    static DataLock take(Layout layout, Duration patience) {
        Path file = layout.data().resolve("lock");
        Instant deadline = Instant.now().plus(patience);
        try {
            while (true) {
                layout.create();
                // Asked before it is opened: whatever changes from then on, the answer is another at the end.
                var asked = identity(file);
                var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                await(channel, layout, deadline, patience);
                // A lock on a file that lies there no more keeps out nobody.
                if (asked.isPresent() && asked.equals(identity(file))) {
                    return new DataLock(channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw StackFailure.cannotWrite(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure(Reason.BUSY, "Interrupted.", e);
        }
    }

    private static void await(FileChannel channel, Layout layout, Instant deadline, Duration patience)
            throws IOException, InterruptedException {
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
    }

    /// Which file lies there; empty if none does.
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException none) {
            return Optional.empty();
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
