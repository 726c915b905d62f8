package dev.kith.client.blocking;

import dev.kith.client.ConversationPage;
import dev.kith.client.History;
import dev.kith.client.HistoryQuery;
import dev.kith.client.MessagePage;

/** {@link History}, of a thread that waits. */
public final class BlockingHistory {
    private final History history;
    private final Waiting waiting;

    BlockingHistory(History history, Waiting waiting) {
        this.history = history;
        this.waiting = waiting;
    }

    /** As {@link History#read(HistoryQuery)}. */
    public MessagePage read(HistoryQuery query) {
        return waiting.answer(history.read(query));
    }

    /** As {@link History#summary()}. */
    public ConversationPage summary() {
        return waiting.answer(history.summary());
    }

    /** As {@link History#summary(String)}. */
    public ConversationPage summary(String cursor) {
        return waiting.answer(history.summary(cursor));
    }
}
