package dev.kith.bench.away;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.load.Waiting;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A device that has nothing and asks for everything, page after page, in the background.
final class ReturningDevice implements AutoCloseable {
    private static final int MOST_FRAME_BYTES = 8 << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Promise<Long> welcomed = Promise.promise();
    private final Promise<Long> caughtUp = Promise.promise();
    private final Set<Long> ids = new HashSet<>();
    private final AtomicInteger entries = new AtomicInteger();

    /// Connects and says hello; the head of the inbox. On return the pages are under way.
    long connect(URI gateway, String token) {
        var where = new WebSocketConnectOptions()
                .setHost(gateway.getHost())
                .setPort(gateway.getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto");
        var options =
                new WebSocketClientOptions().setMaxFrameSize(MOST_FRAME_BYTES).setMaxMessageSize(MOST_FRAME_BYTES);
        return Waiting.on(vertx.createWebSocketClient(options).connect(where).compose(socket -> {
            socket.binaryMessageHandler(bytes -> received(socket, bytes));
            socket.closeHandler(closed -> fail("the server closed the socket"));
            write(socket, ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(token)));
            return welcomed.future();
        }));
    }

    /// Waits until it has all; how many messages that were.
    long caughtUp() {
        return Waiting.on(caughtUp.future());
    }

    /// Entries that came so far.
    int entries() {
        return entries.get();
    }

    private void received(WebSocket socket, Buffer bytes) {
        try {
            var frame = ServerFrame.parseFrom(bytes.getBytes());
            switch (frame.getFrameCase()) {
                case WELCOME -> {
                    welcomed.tryComplete(frame.getWelcome().getHead());
                    ask(socket, ByteString.EMPTY);
                }
                case SYNC_PAGE -> page(socket, frame.getSyncPage());
                case REFUSED -> fail("refused: " + frame.getRefused().getCode());
                default -> {} // nothing that counts here
            }
        } catch (InvalidProtocolBufferException e) {
            fail("a frame that cannot be read");
        }
    }

    private void page(WebSocket socket, SyncPage page) {
        page.getEntriesList().forEach(entry -> ids.add(entry.getMessage().getId()));
        entries.addAndGet(page.getEntriesCount());
        if (page.getNext().isEmpty()) {
            caughtUp.tryComplete((long) ids.size());
        } else {
            ask(socket, page.getNext());
        }
    }

    private void ask(WebSocket socket, ByteString page) {
        write(socket, ClientFrame.newBuilder().setSync(Sync.newBuilder().setPage(page)));
    }

    private void fail(String reason) {
        welcomed.tryFail(reason);
        caughtUp.tryFail(reason);
    }

    private static void write(WebSocket socket, ClientFrame.Builder frame) {
        if (!socket.isClosed()) {
            socket.writeBinaryMessage(Buffer.buffer(frame.setRef(1).build().toByteArray()));
        }
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
