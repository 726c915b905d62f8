package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.store.Archive;
import dev.kith.client.store.Archive.Place;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Delete;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The user's messages: those that are stored on this device at once and without a connection, and from the server what this
 * device does not have. What the user has written, edited, deleted or read offline is seen here as if it were done already.
 *
 * <p>Without {@link Kith#setPath} nothing is stored, and all of it is read from the server.
 *
 * <pre>{@code
 * try (var session = kith.messages().open(HistoryQuery.all().withPeer("+442079460123"))) {
 *     session.enableReadReceipt(true);
 *     session.read(50).thenAccept(newest -> show(newest));
 * }
 * }</pre>
 */
public final class Messages {
    private final Core core;
    private final History history;
    private final Listeners listeners;

    Messages(Core core, History history, Listeners listeners) {
        this.core = core;
        this.history = history;
        this.listeners = listeners;
    }

    /** A stored message; empty: this device does not have it. */
    public CompletableFuture<Optional<Message>> get(long messageId) {
        return core.answered(core.local()
                .read(archive -> archive.find(messageId))
                .thenApply(stored -> stored.flatMap(found -> found).map(core.translation()::message)));
    }

    /** The liveliest conversations, each with its last message and how many are unread. */
    public CompletableFuture<List<Conversation>> getConversations(int limit) {
        return conversations(Place.NEWEST, limit);
    }

    /** Those that come after this one. */
    public CompletableFuture<List<Conversation>> getConversations(int limit, Conversation after) {
        var last = after.lastMessage();
        return conversations(new Place(last.acceptedAt().toEpochMilli(), last.id(), 0), limit);
    }

    private CompletableFuture<List<Conversation>> conversations(Place after, int limit) {
        return core.answered(core.local()
                .read(archive -> new Stored(archive.isWhole(), archive.conversations(after, limit)))
                .thenCompose(stored -> {
                    var here = stored.map(Stored::lines).orElse(List.of()).stream()
                            .map(core.translation()::conversation)
                            .toList();
                    if (stored.isPresent() && stored.get().whole) {
                        return CompletableFuture.completedFuture(here);
                    }
                    return summary(history.summary(), after, limit, new ArrayList<>())
                            .exceptionally(failure -> orStored(failure, stored.map(lines -> here)));
                }));
    }

    private record Stored(boolean whole, List<Archive.Line> lines) {}

    /** Where nobody answers, what is stored is better than nothing. */
    static <T> T orStored(Throwable failure, Optional<T> stored) {
        var why = KithException.from(failure);
        if (why.isAnswer() || stored.isEmpty()) {
            throw why;
        }
        return stored.get();
    }

    private CompletableFuture<List<Conversation>> summary(
            CompletableFuture<ConversationPage> coming, Place after, int limit, List<Conversation> soFar) {
        return coming.thenCompose(page -> {
            page.conversations().stream()
                    .filter(one -> isBehind(one.lastMessage(), after))
                    .limit(limit - soFar.size())
                    .forEach(soFar::add);
            return page.cursor().isEmpty() || soFar.size() >= limit
                    ? CompletableFuture.completedFuture(List.copyOf(soFar))
                    : summary(history.summary(page.cursor().get()), after, limit, soFar);
        });
    }

    private static boolean isBehind(Message message, Place place) {
        long at = message.acceptedAt().toEpochMilli();
        return at < place.acceptedAt() || (at == place.acceptedAt() && message.id() < place.id());
    }

    /** Reads these messages page by page. */
    public ReadSession open(HistoryQuery query) {
        return new ReadSession(core, history, listeners, query);
    }

    /**
     * Sends a message that the server has refused once more, under its id. {@code NOT_FOUND}: none of this id was refused, or
     * not by the answer to it.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> resend(int id) {
        return core.resend(id);
    }

    /**
     * Deletes the stored messages that the query means from all of the user's devices, not from those of others. The future has
     * how many there were; the server hears of them when there is a connection.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Integer> deleteMessages(HistoryQuery criteria) {
        return core.answered(core.local()
                .read(archive -> archive.ids(criteria.sought(true, false)))
                .thenCompose(stored -> {
                    var ids = stored.orElse(List.of());
                    return core.changeAll(ids.stream()
                                    .map(id -> ClientFrame.newBuilder()
                                            .setDelete(Delete.newBuilder().setId(id))
                                            .build())
                                    .toList())
                            .thenApply(kept -> ids.size());
                }));
    }
}
