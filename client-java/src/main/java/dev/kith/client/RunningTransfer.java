package dev.kith.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being moved at this moment, or waits for its turn; whoever shows it need not be who began it. Thread-safe. Found by
 * {@link FileTransfers#running(Path)}.
 */
public final class RunningTransfer {
    private final Path file;
    private final @Nullable String from;
    private final CompletableFuture<?> whole = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final List<FileProgress> hearers = new CopyOnWriteArrayList<>();
    private volatile long done;
    private volatile long total;
    private int wanted;

    /** @param from the URL of a download; null: an upload */
    RunningTransfer(Path file, @Nullable String from) {
        this.file = file;
        this.from = from;
    }

    /** The absolute path of what is read, or will be there. */
    public Path file() {
        return file;
    }

    /** Where it comes from; empty: it is an upload. */
    public Optional<String> url() {
        return Optional.ofNullable(from);
    }

    /** Bytes that have got through, of {@link #total}; both 0 until that is known. */
    public long done() {
        return done;
    }

    public long total() {
        return total;
    }

    /** Tells how it gets on from now on, on the thread that moves it. */
    public void addProgress(FileProgress progress) {
        hearers.add(progress);
    }

    /**
     * Stops it for everybody who waits for it; their futures are cancelled, and a message that waits for it is not sent. A later one of
     * the same file goes on where it stopped.
     */
    public void stop() {
        whole.cancel(true);
    }

    @SuppressWarnings("unchecked")
    <T> CompletableFuture<T> whole() {
        return (CompletableFuture<T>) whole;
    }

    /** Done when its thread has left the file alone, which may be a while after it was stopped. */
    CompletableFuture<Void> over() {
        return over;
    }

    void moved(long nowDone, long nowTotal) {
        done = nowDone;
        total = nowTotal;
        hearers.forEach(hearer -> hearer.moved(nowDone, nowTotal));
    }

    /** For one more who wants it. It is stopped when nobody does any more. */
    synchronized <T> CompletableFuture<T> wanted(FileProgress progress) {
        hearers.add(progress);
        wanted++;
        var mine = new CompletableFuture<T>();
        var unusedAnswer = this.<T>whole().whenComplete((value, failure) -> {
            if (failure == null) {
                mine.complete(value);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        var unused = mine.whenComplete((value, failure) -> {
            if (mine.isCancelled() && !whole.isDone()) {
                hearers.remove(progress);
                unwanted();
            }
        });
        return mine;
    }

    private synchronized void unwanted() {
        wanted--;
        if (wanted == 0) {
            stop();
        }
    }
}
