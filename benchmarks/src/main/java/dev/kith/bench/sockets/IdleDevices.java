package dev.kith.bench.sockets;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.load.Reasons;
import dev.kith.bench.load.Waiting;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Ping;
import dev.kith.contracts.socket.ServerFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Devices that are online and do nothing but keep alive, each with its own socket. One whose attempt fails tries
/// again after a second, as often as it takes.
final class IdleDevices implements AutoCloseable {
    private static final long PING_MILLIS = 30_000;
    private static final long AGAIN_MILLIS = 1_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final URI server;
    private final List<String> tokens;
    private final Map<Integer, WebSocket> open = new ConcurrentHashMap<>();
    private final Reasons failedAttempts = new Reasons();
    private final Reasons dropped = new Reasons();
    private final WebSocketClient client;
    private volatile boolean cutting;

    IdleDevices(URI server, List<String> tokens) {
        this.server = server;
        this.tokens = tokens;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(2 * tokens.size())
                .setConnectTimeout(10_000));
    }

    /// Connects each at its time from now; returns when all are welcomed.
    void connect(Storm storm) {
        cutting = false;
        var all = IntStream.range(0, tokens.size())
                .mapToObj(device -> after(storm.offsets().get(device)).compose(go -> connect(device)))
                .toList();
        Waiting.on(Future.join(all).mapEmpty());
    }

    /// Ends all connections at once.
    void cut() {
        cutting = true;
        Waiting.on(Future.join(open.values().stream()
                        .map(socket -> socket.close((short) 1001).otherwiseEmpty())
                        .toList())
                .mapEmpty());
        open.clear();
    }

    int connected() {
        return open.size();
    }

    /// Sockets that the server ended by itself, by close code.
    Reasons dropped() {
        return dropped;
    }

    /// Attempts that failed, by what they were told.
    Reasons failedAttempts() {
        return failedAttempts;
    }

    private Future<Void> after(long millis) {
        return millis == 0 ? Future.succeededFuture() : vertx.timer(millis).mapEmpty();
    }

    private Future<Void> connect(int device) {
        return attempt(device).recover(failure -> {
            failedAttempts.add(String.valueOf(failure.getMessage()));
            return after(AGAIN_MILLIS).compose(again -> connect(device));
        });
    }

    private Future<Void> attempt(int device) {
        var where = new WebSocketConnectOptions()
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto");
        Promise<Void> welcomed = Promise.promise();
        return client.connect(where).compose(socket -> {
            socket.binaryMessageHandler(frame -> received(device, socket, frame, welcomed));
            long keepAlive = vertx.setPeriodic(
                    PING_MILLIS, timer -> write(socket, ClientFrame.newBuilder().setPing(Ping.newBuilder())));
            socket.closeHandler(closed -> {
                vertx.cancelTimer(keepAlive);
                welcomed.tryFail("closed with " + socket.closeStatusCode());
                if (open.remove(device, socket) && !cutting) {
                    dropped.add(socket.closeStatusCode() + " " + socket.closeReason());
                }
            });
            write(socket, ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(tokens.get(device))));
            return welcomed.future();
        });
    }

    private void received(int device, WebSocket socket, Buffer bytes, Promise<Void> welcomed) {
        try {
            var frame = ServerFrame.parseFrom(bytes.getBytes());
            if (frame.hasWelcome()) {
                open.put(device, socket);
                welcomed.tryComplete();
            } else if (frame.hasRefused()) {
                welcomed.tryFail(frame.getRefused().getCode());
            }
        } catch (InvalidProtocolBufferException e) {
            welcomed.tryFail(e);
        }
    }

    private static void write(WebSocket socket, ClientFrame.Builder frame) {
        if (!socket.isClosed()) {
            socket.writeBinaryMessage(Buffer.buffer(frame.setRef(1).build().toByteArray()));
        }
    }

    @Override
    public void close() {
        cutting = true;
        Waiting.on(vertx.close());
    }
}
