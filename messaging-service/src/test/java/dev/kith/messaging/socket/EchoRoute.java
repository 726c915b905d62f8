package dev.kith.messaging.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// A socket that says what it hears: on the server, with the codec settings, the assembly of messages and the check
/// of texts of the real one, behind which there is a protocol of ours that a general test does not speak.
@ApplicationScoped
class EchoRoute {
    static final String PATH = "/test/echo";

    private final SocketSettings settings;

    EchoRoute(SocketSettings settings) {
        this.settings = settings;
    }

    void route(@Observes Router router) {
        router.get(PATH).handler(request -> request.request().toWebSocket().onSuccess(this::echo));
    }

    private void echo(ServerWebSocket socket) {
        var assembly = new Assembly(settings.maxMessageBytes());
        socket.frameHandler(frame -> {
            switch (assembly.add(frame)) {
                case Assembly.Step.Nothing part -> {}
                case Assembly.Step.TooBig tooBig -> close(socket, CloseCode.TOO_BIG);
                case Assembly.Step.Whole whole -> answer(socket, whole);
            }
        });
    }

    private static void answer(ServerWebSocket socket, Assembly.Step.Whole whole) {
        if (socket.isClosed()) {
            return;
        }
        if (!whole.text()) {
            socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(whole.bytes()), true));
        } else if (Encoding.JSON.decode(whole.bytes()) instanceof Encoding.Decoded.NotUtf8) {
            close(socket, CloseCode.NOT_UTF8);
        } else {
            socket.writeFrame(
                    WebSocketFrame.textFrame(Buffer.buffer(whole.bytes()).toString(), true));
        }
    }

    private static void close(ServerWebSocket socket, CloseCode code) {
        socket.close(code.number(), code.reason());
    }
}
