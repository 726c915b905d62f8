package dev.kith.client.blocking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.Conversation;
import dev.kith.client.HistoryQuery;
import dev.kith.client.Message;
import dev.kith.client.Messages;
import dev.kith.client.SentMessage;
import java.util.List;
import java.util.Optional;

/** {@link Messages}, of a thread that waits. */
public final class BlockingMessages {
    private final Messages messages;
    private final Waiting waiting;

    BlockingMessages(Messages messages, Waiting waiting) {
        this.messages = messages;
        this.waiting = waiting;
    }

    /** As {@link Messages#get(long)}. */
    public Optional<Message> get(long messageId) {
        return waiting.answer(messages.get(messageId));
    }

    /** As {@link Messages#getConversations(int)}. */
    public List<Conversation> getConversations(int limit) {
        return waiting.answer(messages.getConversations(limit));
    }

    /** As {@link Messages#getConversations(int, Conversation)}. */
    public List<Conversation> getConversations(int limit, Conversation after) {
        return waiting.answer(messages.getConversations(limit, after));
    }

    /** As {@link Messages#resend(int)}. */
    @CanIgnoreReturnValue
    public SentMessage resend(int id) {
        return waiting.answer(messages.resend(id));
    }

    /** As {@link Messages#deleteMessages(HistoryQuery)}. */
    @CanIgnoreReturnValue
    public int deleteMessages(HistoryQuery criteria) {
        return waiting.answer(messages.deleteMessages(criteria));
    }

    /** As {@link Messages#open(HistoryQuery)}. */
    public BlockingReadSession open(HistoryQuery query) {
        return new BlockingReadSession(messages.open(query), waiting);
    }
}
