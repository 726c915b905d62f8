package dev.kith.media.storage;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/// One at a time for each upload, on all nodes that share the folder.
///
/// A lock is one byte of one file that is never written, so it goes with the process that holds it, however that ends.
/// The channel stays open: POSIX ends all locks of a process on a file when it closes any descriptor of it.
@ApplicationScoped
class UploadLocks {
    private final FileChannel channel;

    UploadLocks(Folder folder) {
        this.channel = open(folder.locks());
    }

    /// The lock of this upload, or empty if somebody has it. Blocks for as long as the file system takes.
    Optional<FileLock> take(UUID id) {
        try {
            return Optional.ofNullable(channel.tryLock(id.getMostSignificantBits() >>> 2, 1, false));
        } catch (OverlappingFileLockException ours) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close(@Observes ShutdownEvent stopping) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
