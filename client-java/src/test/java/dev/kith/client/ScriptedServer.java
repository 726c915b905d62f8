package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Done;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.ByteString;

/** A real HTTP and WebSocket server that says what a test tells it to say. */
final class ScriptedServer implements AutoCloseable {
    static final long UID = 7;
    static final int FIRST_ID = 1 << 20;

    private final MockWebServer server = new MockWebServer();
    private final Wire wire;
    private final Map<String, Function<RecordedRequest, MockResponse>> routes = new ConcurrentHashMap<>();
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

    /** How far its clock is ahead of this device's. */
    volatile Duration ahead = Duration.ZERO;

    ScriptedServer() throws IOException {
        route(
                "GET /v1/profiles:changes",
                request -> json("{\"profiles\":[],\"gone\":[],\"cursor\":\"c\",\"more\":false}"));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                var path = request.getRequestUrl().encodedPath();
                if (path.equals("/v1/connect")) {
                    return new MockResponse().withWebSocketUpgrade(new Connection());
                }
                var route = routes.get(request.getMethod() + " " + path);
                return route == null ? problem(404, "not-found") : route.apply(request);
            }
        });
        server.start();
        wire = new Wire(server.getPort());
    }

    String url() {
        return "http://localhost:" + wire.port();
    }

    int port() {
        return wire.port();
    }

    void route(String methodAndPath, Function<RecordedRequest, MockResponse> answer) {
        routes.put(methodAndPath, answer);
    }

    static MockResponse json(String body) {
        return new MockResponse().setHeader("Content-Type", "application/json").setBody(body);
    }

    static MockResponse problem(int status, String code) {
        return new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "application/problem+json")
                .setBody("{\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"as scripted\"}");
    }

    /** A token in form only, which lives so long. */
    static String token(long seconds) {
        return token(seconds, UID);
    }

    static String token(long seconds, long uid) {
        return token(seconds, uid, "d1");
    }

    static String token(long seconds, long uid, String device) {
        long now = Instant.now().getEpochSecond();
        var claims = "{\"sub\":\"" + uid + "\",\"did\":\"" + device + "\",\"iat\":" + now + ",\"exp\":"
                + (now + seconds) + ",\"jti\":\"" + System.nanoTime() + "\"}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    /** The next socket that a client opens. */
    Connection connection() throws InterruptedException {
        return connection(10);
    }

    Connection connection(long withinSeconds) throws InterruptedException {
        var next = connections.poll(withinSeconds, TimeUnit.SECONDS);
        assertThat(next).as("a connection").isNotNull();
        return next;
    }

    void cut() {
        wire.cut();
    }

    boolean hasConnection(long withinMillis) throws InterruptedException {
        return connections.poll(withinMillis, TimeUnit.MILLISECONDS) != null;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }

    static Entry message(long seq, long id, String text) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setMessage(dev.kith.contracts.socket.Message.newBuilder()
                        .setId(id)
                        .setSender("+447700900123")
                        .setRecipient("+4915112345678")
                        .setAcceptedAt(1_700_000_000_000L)
                        .setStatus(MessageStatus.RECEIVED_NEW)
                        .setText(text))
                .build();
    }

    /** One socket, from the server's side. */
    final class Connection extends WebSocketListener {
        private final BlockingQueue<ClientFrame> frames = new LinkedBlockingQueue<>();
        private volatile WebSocket socket;

        /** Whether the client speaks JSON, and is answered so. */
        volatile boolean isText;

        @Override
        public void onOpen(WebSocket opened, Response response) {
            socket = opened;
            connections.add(this);
        }

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            try {
                frames.add(ClientFrame.parseFrom(bytes.toByteArray()));
            } catch (InvalidProtocolBufferException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            isText = true;
            var frame = ClientFrame.newBuilder();
            try {
                JsonFormat.parser().merge(text, frame);
            } catch (InvalidProtocolBufferException unreadable) {
                throw new IllegalStateException(unreadable);
            }
            frames.add(frame.build());
        }

        @Override
        public void onClosing(WebSocket closing, int code, String reason) {
            closing.close(1000, "");
        }

        /** The next frame, or the assertion that there is one. */
        ClientFrame frame() throws InterruptedException {
            var next = frames.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a frame").isNotNull();
            return next;
        }

        /** The next frame of this kind; others are answered by Done. */
        ClientFrame frame(ClientFrame.FrameCase kind) throws InterruptedException {
            var next = frame();
            while (next.getFrameCase() != kind) {
                done(next);
                next = frame();
            }
            return next;
        }

        /** Answers what comes until everything up to this seq is acknowledged. */
        void acknowledgedUpTo(long seq) throws InterruptedException {
            var ack = frame(ClientFrame.FrameCase.ACK);
            done(ack);
            while (ack.getAck().getSeq() < seq) {
                ack = frame(ClientFrame.FrameCase.ACK);
                done(ack);
            }
            assertThat(ack.getAck().getSeq()).isEqualTo(seq);
        }

        boolean isSilent(long forMillis) throws InterruptedException {
            return frames.poll(forMillis, TimeUnit.MILLISECONDS) == null;
        }

        ClientFrame greet(long head) throws InterruptedException {
            return greet(head, 30);
        }

        ClientFrame greetAs(long uid, long head) throws InterruptedException {
            return greet(uid, head, 30);
        }

        ClientFrame greet(long head, int pingSeconds) throws InterruptedException {
            return greet(UID, head, pingSeconds);
        }

        private ClientFrame greet(long uid, long head, int pingSeconds) throws InterruptedException {
            var hello = frame(ClientFrame.FrameCase.HELLO);
            send(ServerFrame.newBuilder()
                    .setRef(hello.getRef())
                    .setWelcome(Welcome.newBuilder()
                            .setUid(uid)
                            .setHead(head)
                            .setServerTime(System.currentTimeMillis() + ahead.toMillis())
                            .setLimits(Limits.newBuilder().setPingSeconds(pingSeconds))
                            .setIdBlock(IdBlock.newBuilder()
                                    .setFirst(FIRST_ID)
                                    .setLast(FIRST_ID + 999)
                                    .setNext(FIRST_ID))));
            return hello;
        }

        void push(long head, Entry... entries) {
            var push = Push.newBuilder().setHead(head);
            for (var entry : entries) {
                push.addEntries(entry);
            }
            send(ServerFrame.newBuilder().setPush(push));
        }

        void done(ClientFrame question) {
            send(ServerFrame.newBuilder().setRef(question.getRef()).setDone(Done.getDefaultInstance()));
        }

        void send(ServerFrame.Builder frame) {
            if (isText) {
                socket.send(json(frame));
            } else {
                socket.send(ByteString.of(frame.build().toByteArray()));
            }
        }

        private static String json(ServerFrame.Builder frame) {
            try {
                return JsonFormat.printer().print(frame);
            } catch (InvalidProtocolBufferException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        void close(int code) {
            socket.close(code, "");
        }
    }
}
