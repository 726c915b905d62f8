package dev.kith.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Function;

/// Moves bytes from one socket to another and stops reading while the other cannot take more. Used on one event loop.
///
/// Counts for itself what is on its way: the socket of a client connection always says that it has room, so a plain
/// pipe into it would read ahead without end.
final class Pump {
    private static final int HIGH = 64 << 10;
    private static final int LOW = HIGH / 2;

    private final NetSocket from;
    private final NetSocket to;
    private final Function<Buffer, Future<Void>> write;
    private int onTheWay;
    private boolean waiting;

    /// @param write writes to the other and answers once that has left, or cannot any more
    Pump(NetSocket from, NetSocket to, Function<Buffer, Future<Void>> write) {
        this.from = from;
        this.to = to;
        this.write = write;
    }

    void start() {
        from.handler(this::move);
        from.closeHandler(closed -> to.close());
        from.exceptionHandler(broken -> to.close());
        from.resume();
    }

    private void move(Buffer bytes) {
        int length = bytes.length();
        onTheWay += length;
        write.apply(bytes).onComplete(written -> arrived(length));
        if (onTheWay > HIGH) {
            waiting = true;
            from.pause();
        }
    }

    private void arrived(int length) {
        onTheWay -= length;
        if (waiting && onTheWay <= LOW) {
            waiting = false;
            from.resume();
        }
    }
}
