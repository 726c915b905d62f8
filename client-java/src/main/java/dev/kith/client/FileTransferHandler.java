package dev.kith.client;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Moves files: the media service, unless an app has a storage of its own ({@link FileTransfers#setHandler}).
 *
 * <p>Both calls are made on a thread of their own, which they may block, and which is interrupted when the app cancels the
 * transfer. What breaks off is gone on with by the handler itself, for as long as it thinks fit.
 */
public interface FileTransferHandler {
    /**
     * Brings the file to where others can fetch it.
     *
     * @throws IOException when it cannot be read, or the line stays broken
     * @throws KithException when it is refused
     */
    RemoteFile upload(Path file, FileProgress progress) throws IOException, InterruptedException;

    /**
     * Fetches a file into this one, which is there whole or not at all.
     *
     * @param url as it came in a message
     * @throws IOException when it cannot be written, or the line stays broken
     * @throws KithException when it is refused
     */
    void download(String url, Path to, FileProgress progress) throws IOException, InterruptedException;
}
