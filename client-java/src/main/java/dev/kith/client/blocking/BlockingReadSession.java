package dev.kith.client.blocking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.Message;
import dev.kith.client.ReadSession;
import java.util.List;

/** {@link ReadSession}, of a thread that waits. */
public final class BlockingReadSession implements AutoCloseable {
    private final ReadSession session;
    private final Waiting waiting;

    BlockingReadSession(ReadSession session, Waiting waiting) {
        this.session = session;
        this.waiting = waiting;
    }

    /** As {@link ReadSession#read(int)}. */
    public List<Message> read(int messages) {
        return waiting.answer(session.read(messages));
    }

    /** As {@link ReadSession#count()}. */
    public long count() {
        return waiting.answer(session.count());
    }

    /** As {@link ReadSession#enableReadReceipt(boolean)}. */
    @CanIgnoreReturnValue
    public BlockingReadSession enableReadReceipt(boolean on) {
        session.enableReadReceipt(on);
        return this;
    }

    /** As {@link ReadSession#enableMissedCalls(boolean)}. */
    @CanIgnoreReturnValue
    public BlockingReadSession enableMissedCalls(boolean on) {
        session.enableMissedCalls(on);
        return this;
    }

    /** As {@link ReadSession#enableFiles(boolean)}. */
    @CanIgnoreReturnValue
    public BlockingReadSession enableFiles(boolean on) {
        session.enableFiles(on);
        return this;
    }

    /** As {@link ReadSession#setOldestFirst(boolean)}. */
    @CanIgnoreReturnValue
    public BlockingReadSession setOldestFirst(boolean on) {
        session.setOldestFirst(on);
        return this;
    }

    /** As {@link ReadSession#close()}. */
    @Override
    public void close() {
        session.close();
    }
}
