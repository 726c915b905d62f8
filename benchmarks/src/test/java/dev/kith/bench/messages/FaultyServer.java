package dev.kith.bench.messages;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Done;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.Pong;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.SyncPage;
import dev.kith.contracts.socket.Welcome;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server that keeps the promises of the protocol, except for one message, with which it does what it was
/// told. All on one event loop.
final class FaultyServer implements AutoCloseable {
    enum Fault {
        NONE,
        LOSE,
        STORE_WITHOUT_PUSH,
        PUSH_TWICE,
        PUSH_WITHOUT_STORE,
        PUSH_AFTER_THE_NEXT,
        HARM,
        REFUSE,
        REFUSE_AND_STORE,
        NO_ANSWER,
        CLOSE_SOCKET
    }

    /// The message that goes wrong, counted over all; the first ones only make people acquainted.
    private static final int FAULTY = 60;

    private final Fault fault;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;
    private final Map<String, Long> uidByAddress = new HashMap<>();
    private final Map<Long, Inbox> inboxes = new HashMap<>();
    private int messages;

    /// What one user has, and where it is pushed.
    private static final class Inbox {
        private final List<Entry> entries = new ArrayList<>();
        private long head;
        private ServerWebSocket socket;
        private Entry heldBack;
    }

    FaultyServer(Fault fault) throws Exception {
        this.fault = fault;
        server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("kith.v1.proto"))
                .requestHandler(request -> request.body().onSuccess(body -> rest(request, body)))
                .webSocketHandler(this::socket)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void rest(HttpServerRequest request, Buffer body) {
        var path = request.path();
        var answer = new JsonObject();
        if (path.equals("/v1/admin/apps")) {
            answer.put("id", "app").put("key", "key");
        } else if (path.equals("/v1/admin/users")) {
            var address = body.toJsonObject().getString("address");
            answer.put("uid", uidByAddress.computeIfAbsent(address, a -> uidByAddress.size() + 1L));
        } else {
            answer.put("accessToken", path.replaceAll("[^0-9]", "").replaceFirst("^1", ""));
        }
        request.response().end(answer.toBuffer());
    }

    private void socket(ServerWebSocket socket) {
        var user = new long[1];
        socket.binaryMessageHandler(buffer -> {
            try {
                user[0] = frame(socket, ClientFrame.parseFrom(buffer.getBytes()), user[0]);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private long frame(ServerWebSocket socket, ClientFrame frame, long user) {
        var answer = ServerFrame.newBuilder().setRef(frame.getRef());
        switch (frame.getFrameCase()) {
            case HELLO -> {
                long uid = Long.parseLong(frame.getHello().getAccessToken());
                var inbox = inboxes.computeIfAbsent(uid, u -> new Inbox());
                inbox.socket = socket;
                write(
                        socket,
                        answer.setWelcome(Welcome.newBuilder()
                                .setUid(uid)
                                .setHead(inbox.head)
                                .setIdBlock(IdBlock.newBuilder()
                                        .setFirst(1)
                                        .setLast(9_999)
                                        .setNext(1))
                                .setLimits(Limits.newBuilder().setMaxUnacknowledged(1_000))));
                return uid;
            }
            case SEND -> send(socket, answer, frame.getSend(), user);
            case SYNC -> {
                var inbox = inboxes.get(user);
                write(
                        socket,
                        answer.setSyncPage(SyncPage.newBuilder()
                                .addAllEntries(inbox.entries.stream()
                                        .filter(e ->
                                                e.getSeq() > frame.getSync().getCursor())
                                        .toList())
                                .setHead(inbox.head)));
            }
            case PING -> write(socket, answer.setPong(Pong.newBuilder().setHead(inboxes.get(user).head)));
            default -> write(socket, answer.setDone(Done.getDefaultInstance()));
        }
        return user;
    }

    private void send(ServerWebSocket socket, ServerFrame.Builder answer, Send send, long user) {
        var now = ++messages == FAULTY ? fault : Fault.NONE;
        if (now == Fault.CLOSE_SOCKET) {
            socket.close((short) 4408);
            return;
        }
        if (now == Fault.REFUSE || now == Fault.REFUSE_AND_STORE) {
            write(socket, answer.setRefused(Refused.newBuilder().setCode("unavailable")));
        } else if (now != Fault.NO_ANSWER) {
            write(socket, answer.setAccepted(Accepted.newBuilder().setMessageId(user << 32 | send.getId())));
        }
        if (now != Fault.REFUSE && now != Fault.LOSE) {
            deliver(inboxes.get(uidByAddress.get(send.getTo())), send, now);
        }
    }

    private void deliver(Inbox inbox, Send send, Fault now) {
        var text = now == Fault.HARM ? send.getText().replaceFirst(".$", "?") : send.getText();
        var entry = Entry.newBuilder()
                .setSeq(++inbox.head)
                .setMessage(Message.newBuilder().setText(text))
                .build();
        if (now != Fault.PUSH_WITHOUT_STORE) {
            inbox.entries.add(entry);
        }
        if (now == Fault.PUSH_AFTER_THE_NEXT) {
            inbox.heldBack = entry;
            return;
        }
        if (now != Fault.STORE_WITHOUT_PUSH) {
            push(inbox, entry);
        }
        if (now == Fault.PUSH_TWICE) {
            push(inbox, entry);
        }
        if (inbox.heldBack != null) {
            push(inbox, inbox.heldBack);
            inbox.heldBack = null;
        }
    }

    private static void push(Inbox inbox, Entry entry) {
        write(
                inbox.socket,
                ServerFrame.newBuilder()
                        .setPush(Push.newBuilder().addEntries(entry).setHead(inbox.head)));
    }

    private static void write(ServerWebSocket socket, ServerFrame.Builder frame) {
        socket.writeBinaryMessage(Buffer.buffer(frame.build().toByteArray()));
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
