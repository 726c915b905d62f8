package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.store.Archive;
import dev.kith.client.store.Archive.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Messages of one conversation, of all, or with some words, page by page: from this device, and from the server what it does not
 * have. What arrives meanwhile is on no page; it comes to {@link KithListener#onMessage}.
 *
 * <p>A device that began with {@link Kith#setHistoryOnDemand} has only a part of the messages, so what is of no one conversation
 * is read from the server there, and from the device where nobody answers.
 *
 * <p>Thread-safe; pages come in the order in which they were asked for. Made by {@link Messages#open}.
 */
public final class ReadSession implements AutoCloseable {
    private static final int MOST_AT_ONCE = 200;

    private final Core core;
    private final History history;
    private final Listeners listeners;
    private final HistoryQuery query;
    private final KithListener reader = new Reader();

    /** Read from this device, or on a page of the server that goes beyond what was asked for. */
    private final Set<Long> given = new HashSet<>();

    private final Deque<Message> ahead = new ArrayDeque<>();
    private Optional<HistoryQuery> next;
    private CompletableFuture<List<Message>> last = CompletableFuture.completedFuture(List.of());
    private Place place = Place.NEWEST;
    private boolean hereIsMore = true;
    private boolean readReceipts;
    private boolean missedCalls;
    private volatile boolean filesAlone;
    private boolean oldestFirst;

    ReadSession(Core core, History history, Listeners listeners, HistoryQuery query) {
        this.core = core;
        this.history = history;
        this.listeners = listeners;
        this.query = query;
        this.next = Optional.of(query);
    }

    /** On: what is read here counts as read, and so does what arrives until the session is closed. Off at first. */
    @CanIgnoreReturnValue
    public synchronized ReadSession enableReadReceipt(boolean on) {
        if (on && !readReceipts) {
            listeners.add(reader);
        } else if (!on) {
            listeners.remove(reader);
        }
        readReceipts = on;
        return this;
    }

    /** On: calls that nobody answered are among the messages. Off at first. */
    @CanIgnoreReturnValue
    public synchronized ReadSession enableMissedCalls(boolean on) {
        missedCalls = on;
        return this;
    }

    /** On: only messages about a file, of those that are here and those that the server has. Off at first. Before the first page. */
    @CanIgnoreReturnValue
    public synchronized ReadSession enableFiles(boolean on) {
        filesAlone = on;
        return this;
    }

    /** The oldest come first, of those that are on this device. Before the first page. */
    @CanIgnoreReturnValue
    public synchronized ReadSession setOldestFirst(boolean on) {
        oldestFirst = on;
        place = on ? Place.OLDEST : Place.NEWEST;
        return this;
    }

    /** The next so many messages; fewer: there are no more. */
    public synchronized CompletableFuture<List<Message>> read(int messages) {
        last = last.handle((before, failed) -> messages).thenCompose(this::page);
        return core.answered(last);
    }

    /** How many there are on this device. */
    public synchronized CompletableFuture<Long> count() {
        var sought = query.sought(missedCalls, filesAlone);
        return core.answered(
                core.local().read(archive -> archive.count(sought)).thenApply(stored -> stored.orElse(0L)));
    }

    /** What arrives from now on is not read by it. */
    @Override
    public synchronized void close() {
        enableReadReceipt(false);
    }

    private record Here(boolean whole, List<Archive.Item> items) {}

    private synchronized CompletableFuture<List<Message>> page(int messages) {
        if (!hereIsMore) {
            return there(messages, new ArrayList<>()).thenApply(this::read);
        }
        var sought = query.sought(missedCalls, filesAlone);
        var from = place;
        boolean forward = oldestFirst;
        return core.local()
                .read(archive -> new Here(
                        archive.isWhole(),
                        forward ? archive.newer(sought, from, messages) : archive.older(sought, from, messages)))
                .thenCompose(here -> here(here, messages))
                .thenApply(this::read);
    }

    private synchronized CompletableFuture<List<Message>> here(Optional<Here> here, int messages) {
        if (here.isEmpty()) {
            hereIsMore = false;
            return there(messages, new ArrayList<>());
        }
        boolean hasAll = here.get().whole || oldestFirst;
        if (!hasAll && !query.isOfOneConversation() && place.equals(Place.NEWEST)) {
            hereIsMore = false;
            return there(messages, new ArrayList<>()).exceptionallyCompose(failure -> {
                var stored = Messages.orStored(failure, Optional.of(take(here.get().items)));
                return CompletableFuture.completedFuture(stored);
            });
        }
        var found = take(here.get().items);
        if (found.size() == messages || hasAll) {
            return CompletableFuture.completedFuture(found);
        }
        hereIsMore = false;
        return there(messages, new ArrayList<>(found))
                .exceptionally(failure -> Messages.orStored(failure, Optional.of(found)));
    }

    /** From this device; the place moves behind them. */
    private synchronized List<Message> take(List<Archive.Item> items) {
        if (!items.isEmpty()) {
            place = items.get(items.size() - 1).place();
        }
        items.forEach(item -> given.add(item.message().getId()));
        return items.stream().map(core.translation()::message).toList();
    }

    /** From the server, without what was given. */
    private synchronized CompletableFuture<List<Message>> there(int messages, List<Message> soFar) {
        while (soFar.size() < messages && !ahead.isEmpty()) {
            soFar.add(ahead.remove());
        }
        if (soFar.size() >= messages || next.isEmpty()) {
            return CompletableFuture.completedFuture(List.copyOf(soFar));
        }
        var asked = next.get().withLimit(Math.min(MOST_AT_ONCE, Math.max(1, messages)));
        return history.read(asked).thenCompose(page -> {
            arrived(page);
            return there(messages, soFar);
        });
    }

    private synchronized void arrived(MessagePage page) {
        next = page.next();
        page.messages().stream()
                .filter(message -> missedCalls || message.status() != MessageStatus.CALL_MISSED)
                .filter(message -> !filesAlone || message.file().isPresent())
                .filter(message -> given.add(message.id()))
                .forEach(ahead::add);
    }

    private List<Message> read(List<Message> page) {
        boolean told;
        synchronized (this) {
            told = readReceipts;
        }
        if (told) {
            var unread = page.stream()
                    .filter(message -> message.status() == MessageStatus.RECEIVED_NEW)
                    .map(Message::id)
                    .toList();
            if (!unread.isEmpty()) {
                core.read(unread);
            }
        }
        return page;
    }

    private final class Reader implements KithListener {
        @Override
        public void onMessage(Message message) {
            if (message.status() == MessageStatus.RECEIVED_NEW
                    && query.matches(message)
                    && (!filesAlone || message.file().isPresent())) {
                core.read(List.of(message.id()));
            }
        }
    }
}
