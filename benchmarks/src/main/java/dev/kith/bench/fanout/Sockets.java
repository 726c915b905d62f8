package dev.kith.bench.fanout;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.Waiting;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Tenant.Member;
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
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Devices that are online and do nothing but listen, each with its own socket.
final class Sockets implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 32;
    private static final long PING_MILLIS = 20_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client;
    private final URI server;
    private final LongAdder dropped = new LongAdder();
    private volatile @Nullable Audience audience;
    private volatile boolean closing;

    Sockets(URI server, int most) {
        this.server = server;
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(most + 1));
    }

    void open(List<Member> members, Progress progress) throws InterruptedException {
        new Abreast(CONNECTING_AT_ONCE, done -> progress.at("connected", done, members.size()))
                .all(members.size(), socket -> Waiting.on(open(socket, members.get(socket))));
    }

    /// From now on this one is told what comes.
    void tell(Audience next) {
        audience = next;
    }

    long dropped() {
        return dropped.sum();
    }

    private Future<Void> open(int number, Member member) {
        var where = new WebSocketConnectOptions()
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto");
        Promise<Void> welcomed = Promise.promise();
        return client.connect(where).compose(socket -> {
            socket.binaryMessageHandler(frame -> received(number, frame, welcomed));
            socket.closeHandler(closed -> closed(welcomed));
            write(
                    socket,
                    ClientFrame.newBuilder()
                            .setRef(1)
                            .setHello(Hello.newBuilder().setAccessToken(member.token())));
            vertx.setPeriodic(
                    PING_MILLIS, timer -> write(socket, ClientFrame.newBuilder().setPing(Ping.newBuilder())));
            return welcomed.future();
        });
    }

    private void received(int number, Buffer bytes, Promise<Void> welcomed) {
        long now = System.nanoTime();
        try {
            var frame = ServerFrame.parseFrom(bytes.getBytes());
            var listening = audience;
            switch (frame.getFrameCase()) {
                case WELCOME -> welcomed.tryComplete();
                case REFUSED -> welcomed.tryFail(frame.getRefused().getCode());
                case PROFILE_CHANGED -> {
                    if (listening != null) {
                        listening.heard(number, frame.getProfileChanged(), now);
                    }
                }
                default -> {} // nothing that counts here
            }
        } catch (InvalidProtocolBufferException e) {
            welcomed.tryFail(e);
        }
    }

    private void closed(Promise<Void> welcomed) {
        welcomed.tryFail("the server closed the socket");
        if (!closing) {
            dropped.increment();
        }
    }

    private static void write(WebSocket socket, ClientFrame.Builder frame) {
        if (!socket.isClosed()) {
            socket.writeBinaryMessage(Buffer.buffer(frame.build().toByteArray()));
        }
    }

    @Override
    public void close() {
        closing = true;
        Waiting.on(vertx.close());
    }
}
