package dev.kith.local.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/// A body on its way through, never held: tells that something moved, and ends in failure when it grows too large.
final class MeteredStream implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private final long limit;
    private final Runnable moved;
    private @Nullable Handler<Throwable> failed;
    private long size;

    MeteredStream(ReadStream<Buffer> body, long limit, Runnable moved) {
        this.body = body;
        this.limit = limit;
        this.moved = moved;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            body.handler(null);
        } else {
            body.handler(piece -> {
                moved.run();
                size += piece.length();
                if (size <= limit) {
                    handler.handle(piece);
                } else if (failed != null) {
                    failed.handle(new TooLarge());
                }
            });
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    boolean isTooLarge() {
        return size > limit;
    }

    /// The sender goes on beyond the limit.
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("the body is too large", null, false, false);
        }
    }
}
