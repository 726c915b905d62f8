package dev.kith.client.blocking;

import dev.kith.client.MessageRequest;
import dev.kith.client.MessageRequests;
import java.util.List;

/** {@link MessageRequests}, of a thread that waits. */
public final class BlockingRequests {
    private final MessageRequests requests;
    private final Waiting waiting;

    BlockingRequests(MessageRequests requests, Waiting waiting) {
        this.requests = requests;
        this.waiting = waiting;
    }

    /** As {@link MessageRequests#list()}. */
    public List<MessageRequest> list() {
        return waiting.answer(requests.list());
    }

    /** As {@link MessageRequests#accept(String)}. */
    public void accept(String address) {
        waiting.answer(requests.accept(address));
    }

    /** As {@link MessageRequests#decline(String)}. */
    public void decline(String address) {
        waiting.answer(requests.decline(address));
    }
}
