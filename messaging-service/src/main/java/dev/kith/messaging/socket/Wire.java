package dev.kith.messaging.socket;

import dev.kith.contracts.socket.ServerFrame;
import dev.kith.messaging.socket.Encoding.Decoded;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The WebSocket under a connection: frames in and out, and how fast. On its event loop, but for what says "any
/// thread".
///
/// It reads only while its reader wants more, its writes have left, and the second's share of frames is not
/// used up; so neither a flood nor a peer that does not read makes it hold more than a few messages and one
/// write queue.
final class Wire {
    private static final short NORMAL = 1000;
    private static final Logger LOG = Logger.getLogger(Wire.class);
    private static final int SECOND = 1_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ServerWebSocket socket;
    private final Encoding encoding;
    private final SocketSettings settings;
    private final Clock clock;
    private final Vertx vertx;
    private final Runnable cut;
    private final Assembly assembly;
    private BooleanSupplier wantsMore = () -> true;
    private boolean reading = true;
    private boolean resting;
    private volatile boolean closing;
    private int frames;
    private long secondBegan;
    private volatile long lastHeard;
    private volatile long fullSince;

    /// @param cut ends the connection below the WebSocket, for a peer that does not even read that it is over
    Wire(ServerWebSocket socket, Encoding encoding, SocketSettings settings, Clock clock, Vertx vertx, Runnable cut) {
        this.socket = socket;
        this.encoding = encoding;
        this.settings = settings;
        this.clock = clock;
        this.vertx = vertx;
        this.cut = cut;
        this.assembly = new Assembly(settings.maxMessageBytes());
        this.lastHeard = clock.millis();
    }

    /// Begins to read.
    ///
    /// @param wanted whether the reader takes another frame; see [#adjust()]
    /// @param ended called once, when the socket is closed from whichever side
    void open(Consumer<Decoded> reader, BooleanSupplier wanted, Runnable ended) {
        wantsMore = wanted;
        socket.setWriteQueueMaxSize(settings.writeQueueBytes());
        socket.drainHandler(drained -> {
            fullSince = 0;
            adjust();
        });
        socket.exceptionHandler(failure -> LOG.debugf("socket: %s", failure.toString()));
        socket.closeHandler(closed -> ended.run());
        socket.frameHandler(frame -> {
            heard();
            take(frame, reader);
            adjust();
        });
    }

    /// Reads on, or stops, as things stand now.
    void adjust() {
        boolean wanted = !closing && !resting && !isFull() && wantsMore.getAsBoolean();
        if (wanted != reading && !socket.isClosed()) {
            reading = wanted;
            if (wanted) {
                socket.resume();
            } else {
                socket.pause();
            }
        }
    }

    void write(ServerFrame frame) {
        if (closing || socket.isClosed()) {
            return;
        }
        var bytes = encoding.encode(frame);
        socket.writeFrame(
                encoding.isText()
                        ? WebSocketFrame.textFrame(bytes.toString(), true)
                        : WebSocketFrame.binaryFrame(bytes, true));
        isFull();
    }

    /// Whether the peer reads too slowly for more to be written.
    boolean isFull() {
        if (!socket.isClosed() && socket.writeQueueFull()) {
            if (fullSince == 0) {
                fullSince = clock.millis();
            }
            return true;
        }
        return false;
    }

    void close(CloseCode code) {
        if (!closing && !socket.isClosed()) {
            closing = true;
            socket.close(code.number(), code.reason());
            // Frames of the peer, its close among them, have to be read off.
            socket.resume();
            vertx.setTimer(LAST_WORDS.toMillis(), late -> cut.run());
        }
    }

    /// Whether the server has closed the socket, which the peer may not have heard yet. From any thread.
    boolean isClosing() {
        return closing;
    }

    /// Whether the peer closed the socket, and in order. Not if the server closed it first.
    boolean saidGoodbye() {
        return !closing && Short.valueOf(NORMAL).equals(socket.closeStatusCode());
    }

    /// Why the socket should be closed at this time, from any thread.
    Optional<CloseCode> overdue(long now) {
        long full = fullSince;
        if (full != 0 && now - full > settings.slowAfter().toMillis()) {
            return Optional.of(CloseCode.TOO_SLOW);
        }
        return now - lastHeard > settings.idleTimeout().toMillis()
                ? Optional.of(CloseCode.GOING_AWAY)
                : Optional.empty();
    }

    private void take(WebSocketFrame frame, Consumer<Decoded> reader) {
        if (closing) {
            return;
        }
        switch (assembly.add(frame)) {
            case Assembly.Step.Nothing part -> {}
            case Assembly.Step.TooBig tooBig -> close(CloseCode.TOO_BIG);
            case Assembly.Step.Whole whole ->
                reader.accept(
                        whole.text() == encoding.isText() ? encoding.decode(whole.bytes()) : new Decoded.Unreadable());
        }
    }

    private void heard() {
        long now = clock.millis();
        lastHeard = now;
        if (now - secondBegan >= SECOND) {
            secondBegan = now;
            frames = 0;
        }
        if (++frames >= settings.maxFramesPerSecond() && !resting) {
            resting = true;
            vertx.setTimer(Math.max(1, SECOND - (now - secondBegan)), rested -> {
                resting = false;
                adjust();
            });
        }
    }
}
