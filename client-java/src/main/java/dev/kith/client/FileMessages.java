package dev.kith.client;

import dev.kith.client.files.KeptFiles;
import dev.kith.client.files.MemoryFiles;
import dev.kith.client.files.Patience;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Send;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for their files. Each is given to the outbox when its file is at the server, in one step with the end of
 * its waiting, so that it is sent once whatever ends the process. Belongs to the loop, but for what hears of progress.
 */
final class FileMessages {
    private static final Logger LOG = Logger.getLogger(FileMessages.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(100);

    /** What ends a transfer, and a much later moment, or another sign-in, may be without. */
    private static final Set<ErrorCode> PASSING_IN_TIME =
            EnumSet.of(ErrorCode.INTERNAL, ErrorCode.UNAUTHENTICATED, ErrorCode.TOKEN_EXPIRED);

    private final Loop loop;
    private final FileTransfers transfers;
    private final Listeners listeners;
    private final Sender sender;
    private final Map<Long, Item> items = new LinkedHashMap<>();
    private KeptFiles kept = new MemoryFiles();

    /** Sends a message, together with this step: both are kept, or neither. */
    interface Sender {
        void send(Send message, Runnable step, CompletableFuture<SentMessage> answer);
    }

    private static final class Item {
        final long place;
        final Path file;
        final Send message;
        final CompletableFuture<SentMessage> answer;

        @Nullable
        CompletableFuture<RemoteFile> running;

        volatile long toldAt = System.nanoTime() - BETWEEN_NEWS.toNanos();
        volatile long done;
        volatile long total;

        Item(long place, Path file, Send message, CompletableFuture<SentMessage> answer) {
            this.place = place;
            this.file = file;
            this.message = message;
            this.answer = answer;
        }
    }

    FileMessages(Loop loop, FileTransfers transfers, Listeners listeners, Sender sender) {
        this.loop = loop;
        this.transfers = transfers;
        this.listeners = listeners;
        this.sender = sender;
    }

    /** What is given from now on is kept there. What was kept before is given to {@link #goOnWith}. */
    void keepIn(KeptFiles where) {
        kept = where;
    }

    KeptFiles kept() {
        return kept;
    }

    void add(Path file, Send message, CompletableFuture<SentMessage> answer) {
        long place = kept.add(file, message);
        goOnWith(new KeptFiles.Waiting(place, file, message), answer);
    }

    void goOnWith(KeptFiles.Waiting waiting, CompletableFuture<SentMessage> answer) {
        var item = new Item(waiting.place(), waiting.file(), waiting.message(), answer);
        items.put(item.place, item);
        move(item);
    }

    /** There is a line again. */
    void online() {
        List.copyOf(items.values()).forEach(this::move);
    }

    /** The app does not want this any more. */
    void stop(CompletableFuture<SentMessage> answer) {
        for (var item : List.copyOf(items.values())) {
            if (item.answer == answer) {
                kept.done(item.place);
                drop(item);
            }
        }
    }

    /** What is kept stays so. */
    void clear(KithException reason) {
        for (var item : List.copyOf(items.values())) {
            drop(item);
            item.answer.completeExceptionally(reason);
        }
    }

    private void drop(Item item) {
        items.remove(item.place);
        if (item.running != null) {
            item.running.cancel(true);
        }
    }

    private void move(Item item) {
        if (item.running != null || items.get(item.place) != item) {
            return;
        }
        var running = transfers.upload(item.file, (done, total) -> moved(item, done, total));
        item.running = running;
        var unused = running.whenComplete((remote, failure) -> loop.execute(() -> {
            item.running = null;
            if (items.get(item.place) == item) {
                ended(item, remote, failure);
            }
        }));
    }

    private void ended(Item item, @Nullable RemoteFile remote, @Nullable Throwable failure) {
        if (remote != null) {
            send(item, remote);
            return;
        }
        if (failure instanceof CancellationException) {
            // Whoever shows the transfer stopped it. When a client ends, its items are gone before their transfers.
            items.remove(item.place);
            item.answer.cancel(true);
            kept.done(item.place);
            return;
        }
        var why = KithException.from(failure == null ? new CancellationException() : failure);
        if (Patience.passes(why.code()) || PASSING_IN_TIME.contains(why.code())) {
            tell(item, FileTransfer.State.WAITING, why);
            goOnLater(item);
            return;
        }
        kept.done(item.place);
        items.remove(item.place);
        tell(item, FileTransfer.State.FAILED, why);
        item.answer.completeExceptionally(why);
    }

    private void send(Item item, RemoteFile remote) {
        try {
            sender.send(FileProperties.with(item.message, remote), () -> kept.done(item.place), item.answer);
        } catch (RuntimeException notStored) {
            LOG.log(Level.WARNING, "the message of a file cannot be stored", notStored);
            goOnLater(item);
            return;
        }
        items.remove(item.place);
        tell(item, FileTransfer.State.DONE, null);
    }

    private void goOnLater(Item item) {
        loop.after(PAUSE, () -> move(item));
    }

    /** On the thread that moves the file, and often. */
    private void moved(Item item, long done, long total) {
        item.done = done;
        item.total = total;
        long now = System.nanoTime();
        if (now - item.toldAt >= BETWEEN_NEWS.toNanos()) {
            item.toldAt = now;
            tell(item, FileTransfer.State.MOVING, null);
        }
    }

    private void tell(Item item, FileTransfer.State state, @Nullable KithException failure) {
        var news = new FileTransfer(
                item.file, item.message.getTo(), item.message.getGroup(), state, item.done, item.total, failure);
        listeners.tell(listener -> listener.onFile(news));
    }
}
