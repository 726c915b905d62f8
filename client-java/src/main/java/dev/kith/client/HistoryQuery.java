package dev.kith.client;

import dev.kith.client.store.Archive;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the user's messages to read from the server, the newest first. Immutable: each {@code with} gives a changed copy.
 *
 * <pre>{@code HistoryQuery.all().withPeer("+4915112345678").withWords("dinner")}</pre>
 */
public final class HistoryQuery {
    private static final int USUAL = 50;

    private final @Nullable String peer;
    private final long group;
    private final @Nullable String words;
    private final @Nullable String cursor;
    private final int limit;

    private HistoryQuery(
            @Nullable String peer, long group, @Nullable String words, @Nullable String cursor, int limit) {
        this.peer = peer;
        this.group = group;
        this.words = words;
        this.cursor = cursor;
        this.limit = limit;
    }

    /** Messages with everybody. */
    public static HistoryQuery all() {
        return new HistoryQuery(null, 0, null, null, USUAL);
    }

    /** Those with this address alone. */
    public HistoryQuery withPeer(String address) {
        return new HistoryQuery(address, 0, words, cursor, limit);
    }

    /** Those of this group alone. */
    public HistoryQuery inGroup(long number) {
        return new HistoryQuery(null, number, words, cursor, limit);
    }

    /** Those that have these words: all of them, as people type them into a search. */
    public HistoryQuery withWords(String sought) {
        return new HistoryQuery(peer, group, sought, cursor, limit);
    }

    /** At most so many in one page, 1 to 200. */
    public HistoryQuery withLimit(int messages) {
        return new HistoryQuery(peer, group, words, cursor, messages);
    }

    HistoryQuery after(String place) {
        return new HistoryQuery(peer, group, words, place, limit);
    }

    Optional<String> peer() {
        return Optional.ofNullable(peer);
    }

    Optional<String> group() {
        return group == 0 ? Optional.empty() : Optional.of(Long.toString(group));
    }

    Optional<String> words() {
        return Optional.ofNullable(words);
    }

    Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    Archive.Sought sought(boolean missedCalls, boolean filesAlone) {
        return new Archive.Sought(peer, group, words, missedCalls, filesAlone);
    }

    /** Whether a message that has just arrived is one of these. Of words it cannot be told. */
    boolean matches(Message message) {
        return words == null
                && (peer == null || peer.equals(message.peer()))
                && (group == 0 || group == message.group());
    }

    boolean isOfOneConversation() {
        return words == null && (peer != null || group != 0);
    }

    int limit() {
        return limit;
    }
}
