package dev.kith.client;

import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * Files: brought to where others can fetch them, and fetched. A transfer goes on where the line broke; the same bytes are
 * brought once. Cancelling its future stops it; a later one of the same file goes on where it stopped.
 *
 * <pre>{@code
 * kith.sendFile(MessageParams.to("+442079460123"), Path.of("holiday.jpg"));
 * // ... and there, in onMessage:
 * message.file().ifPresent(file -> kith.files().download(file.url(), Path.of("got.jpg"), FileProgress.IGNORED));
 * }</pre>
 */
public final class FileTransfers {
    private final ExecutorService threads;
    private volatile FileTransferHandler handler;

    FileTransfers(ExecutorService threads, FileTransferHandler handler) {
        this.threads = threads;
        this.handler = handler;
    }

    /** Moves files by this from now on. */
    public void setHandler(FileTransferHandler newHandler) {
        handler = newHandler;
    }

    /** Brings a file to where others can fetch it. Fails with a {@link KithException}. */
    public CompletableFuture<RemoteFile> upload(Path file, FileProgress progress) {
        return started(() -> handler.upload(file, progress));
    }

    /** Fetches a file. It is there whole when the future completes, and not at all before. */
    public CompletableFuture<Path> download(String url, Path to, FileProgress progress) {
        return started(() -> {
            handler.download(url, to, progress);
            return to;
        });
    }

    private <T> CompletableFuture<T> started(Transfer<T> transfer) {
        var done = new CompletableFuture<T>();
        var running = threads.submit(() -> {
            try {
                done.complete(transfer.run());
            } catch (NoSuchFileException | AccessDeniedException unreadable) {
                done.completeExceptionally(KithException.of(
                        ErrorCode.INVALID_VALUE, "This file cannot be used: " + unreadable.getMessage()));
            } catch (IOException lost) {
                done.completeExceptionally(KithException.noAnswer("The file did not get through: " + lost, lost));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(new CancellationException());
            } catch (RuntimeException refused) {
                done.completeExceptionally(KithException.from(refused));
            }
        });
        var unused = done.whenComplete((value, failure) -> {
            if (done.isCancelled()) {
                running.cancel(true);
            }
        });
        return done;
    }

    private interface Transfer<T> {
        T run() throws IOException, InterruptedException;
    }
}
