package dev.kith.client.blocking;

import dev.kith.client.FileLink;
import dev.kith.client.FileProgress;
import dev.kith.client.FileTransfers;
import dev.kith.client.OwnFilePage;
import dev.kith.client.RemoteFile;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@link FileTransfers}, of a thread that waits as long as the file takes. Interrupting the thread stops the transfer; a later one
 * of the same file goes on where it stopped.
 */
public final class BlockingFiles {
    private final FileTransfers files;
    private final Waiting waiting;

    BlockingFiles(FileTransfers files, Waiting waiting) {
        this.files = files;
        this.waiting = waiting;
    }

    /** As {@link FileTransfers#upload(Path, FileProgress)}. */
    public RemoteFile upload(Path file, FileProgress progress) {
        return waiting.asLongAsItTakes(files.upload(file, progress));
    }

    /** As {@link FileTransfers#download(String, Path, FileProgress)}. */
    public Path download(String url, Path to, FileProgress progress) {
        return waiting.asLongAsItTakes(files.download(url, to, progress));
    }

    /** As {@link FileTransfers#list(int)}. */
    public OwnFilePage list(int most) {
        return waiting.answer(files.list(most));
    }

    /** As {@link FileTransfers#list(int, String)}. */
    public OwnFilePage list(int most, String next) {
        return waiting.answer(files.list(most, next));
    }

    /** As {@link FileTransfers#delete(String)}. */
    public void delete(String id) {
        waiting.answer(files.delete(id));
    }

    /** As {@link FileTransfers#link(String, Duration)}. */
    public FileLink link(String id, Duration life) {
        return waiting.answer(files.link(id, life));
    }
}
