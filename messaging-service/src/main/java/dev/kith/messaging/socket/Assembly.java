package dev.kith.messaging.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// Puts the WebSocket frames of a message together, up to a limit.
final class Assembly {
    private final int most;
    private @Nullable Buffer message;
    private boolean text;

    Assembly(int most) {
        this.most = most;
    }

    /// What a frame led to.
    sealed interface Step {
        /// A control frame, or a part of a message.
        record Nothing() implements Step {}

        @SuppressWarnings("ArrayRecordComponent") // from the socket to the decoder, never compared
        record Whole(byte[] bytes, boolean text) implements Step {}

        record TooBig() implements Step {}
    }

    Step add(WebSocketFrame frame) {
        if (frame.isText() || frame.isBinary()) {
            text = frame.isText();
            message = null;
        } else if (!frame.isContinuation()) {
            return new Step.Nothing();
        }
        var part = frame.binaryData();
        int size = part.length() + (message == null ? 0 : message.length());
        if (size > most) {
            message = null;
            return new Step.TooBig();
        }
        if (message == null && frame.isFinal()) {
            return new Step.Whole(part.getBytes(), text);
        }
        var whole = message == null ? Buffer.buffer(part.length()) : message;
        whole.appendBuffer(part);
        message = frame.isFinal() ? null : whole;
        return frame.isFinal() ? new Step.Whole(whole.getBytes(), text) : new Step.Nothing();
    }
}
