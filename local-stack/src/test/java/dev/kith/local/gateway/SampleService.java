package dev.kith.local.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A real little service behind the gateway, that tells what reached it.
final class SampleService implements AutoCloseable {
    private static final Buffer PIECE = Buffer.buffer(new byte[64 << 10]);
    private static final int LARGEST = 1 << 20;
    /// What a strict socket takes in all.
    private static final int MOST = 128 << 10;

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger abandoned = new AtomicInteger();
    /// Connections to this service that are open now.
    final AtomicInteger connections = new AtomicInteger();
    /// Bytes of endless answers and frames that could be written so far.
    final AtomicLong written = new AtomicLong();
    final CountDownLatch socketClosed = new CountDownLatch(1);

    private final Vertx vertx = Vertx.vertx();
    private final String name;
    private final HttpServer server;

    SampleService(String name) {
        this.name = name;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxWebSocketFrameSize(LARGEST)
                        .setMaxWebSocketMessageSize(LARGEST))
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(closed -> connections.decrementAndGet());
                })
                .requestHandler(this::answer)
                .webSocketHandshakeHandler(handshake -> {
                    if (handshake.uri().contains("refuse")) {
                        handshake.reject(401);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(this::talk)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        calls.incrementAndGet();
        request.response().exceptionHandler(gone -> abandoned.incrementAndGet());
        switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
            case "never" -> request.handler(piece -> {});
            case "stuck" -> request.response().setChunked(true).write("the beginning");
            case "endless" -> pour(request.response().setChunked(true));
            case "unread" -> request.pause();
            case "hangs-up" -> request.connection().close();
            case "empty" -> request.response().setStatusCode(204).end();
            case "cors" ->
                request.response()
                        .putHeader("Connection", "X-Of-This-Hop")
                        .putHeader("X-Of-This-Hop", "1")
                        .putHeader("X-Request-Id", "the-services-own-id")
                        .putHeader("ETag", "\"7\"")
                        .end("{}");
            default -> request.body().onSuccess(body -> tell(request, body));
        }
    }

    private void tell(HttpServerRequest request, Buffer body) {
        var headers = new JsonObject();
        request.headers().forEach((header, value) -> headers.put(header.toLowerCase(Locale.ROOT), value));
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("service", name)
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("length", body.length())
                        .toBuffer());
    }

    private void pour(HttpServerResponse response) {
        while (!response.writeQueueFull() && !response.closed()) {
            response.write(PIECE);
            written.addAndGet(PIECE.length());
        }
        response.drainHandler(drained -> pour(response));
    }

    private void talk(ServerWebSocket socket) {
        socket.closeHandler(closed -> socketClosed.countDown());
        socket.writeTextMessage("welcome");
        if (socket.uri().contains("endless")) {
            pour(socket);
        } else if (socket.uri().contains("unread")) {
            socket.pause();
        } else if (socket.uri().contains("strict")) {
            var read = new AtomicInteger();
            socket.frameHandler(frame -> {
                int before = read.getAndAdd(frame.binaryData().length());
                if (before <= MOST && read.get() > MOST) {
                    socket.close((short) 1009, "too big");
                }
            });
        } else {
            socket.textMessageHandler(text -> {
                if (text.equals("bye")) {
                    socket.close((short) 4401, "not authenticated");
                } else {
                    socket.writeTextMessage(text);
                }
            });
            socket.binaryMessageHandler(socket::writeBinaryMessage);
        }
    }

    private void pour(ServerWebSocket socket) {
        while (!socket.writeQueueFull() && !socket.isClosed()) {
            socket.writeBinaryMessage(PIECE);
            written.addAndGet(PIECE.length());
        }
        socket.drainHandler(drained -> pour(socket));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
