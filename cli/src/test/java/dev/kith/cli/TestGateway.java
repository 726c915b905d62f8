package dev.kith.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Done;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A gateway that knows by heart what a test needs of it, over real HTTP and WebSocket.
public final class TestGateway implements AutoCloseable {
    public static final long UID = 7;

    /// Requests as `METHOD path body`.
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public final List<ClientFrame> frames = new CopyOnWriteArrayList<>();

    /// Pushed after the welcome.
    public final List<Message> inbox = new CopyOnWriteArrayList<>();

    public volatile String sendRefusal = "";

    /// Whether sockets are let in.
    public volatile boolean isUp = true;

    private volatile @Nullable WebSocket socket;
    private long pushed;

    private final MockWebServer server = new MockWebServer();
    private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();

    public TestGateway() throws IOException {
        answer("GET /v1/profiles:changes", "{\"profiles\":[],\"gone\":[],\"cursor\":\"c\",\"more\":false}");
        answer(
                "GET /v1/profile",
                "{\"version\":2,\"address\":\"+442079460123\",\"fields\":{\"name\":{\"value\":\"Bob\",\"levels\":[1]}}}");
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                var path = request.getRequestUrl().encodedPath();
                if (path.equals("/v1/connect")) {
                    return isUp
                            ? new MockResponse().withWebSocketUpgrade(new Conversation())
                            : problem(503, "unavailable");
                }
                requests.add(request.getMethod() + " " + path + " "
                        + request.getBody().readUtf8());
                return answers.getOrDefault(request.getMethod() + " " + path, problem(404, "not-found"));
            }
        });
        server.start();
    }

    /// Pushes entries to the client that is connected, without their seqs.
    public synchronized void push(Entry.Builder... entries) {
        var push = Push.newBuilder();
        for (var entry : entries) {
            pushed++;
            push.addEntries(entry.setSeq(inbox.size() + pushed));
        }
        push.setHead(inbox.size() + pushed);
        tell(ServerFrame.newBuilder().setPush(push));
    }

    public void tell(ServerFrame.Builder frame) {
        Conversation.send(Objects.requireNonNull(socket), frame);
    }

    /// Breaks the connection.
    public void cut() {
        Objects.requireNonNull(socket).close(1001, "");
    }

    public String url() {
        return "http://localhost:" + server.getPort();
    }

    public void answer(String methodAndPath, String json) {
        answers.put(methodAndPath, new MockResponse().setBody(json));
    }

    public void refuse(String methodAndPath, int status, String code) {
        answers.put(methodAndPath, problem(status, code));
    }

    /// As something in front of Kith does.
    public void refusePlainly(String methodAndPath, int status) {
        answers.put(methodAndPath, new MockResponse().setResponseCode(status).setBody("<html>Denied</html>"));
    }

    private static MockResponse problem(int status, String code) {
        return new MockResponse()
                .setResponseCode(status)
                .setBody("{\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"As scripted.\"}");
    }

    public static String token() {
        long now = Instant.now().getEpochSecond();
        var claims = "{\"sub\":\"7\",\"did\":\"d1\",\"iat\":" + now + ",\"exp\":" + (now + 900) + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    public static Message received(long id, String text) {
        return Message.newBuilder()
                .setId(id)
                .setSender("+4915228817386")
                .setRecipient("+442079460123")
                .setAcceptedAt(1_700_000_000_000L)
                .setStatus(MessageStatus.RECEIVED_NEW)
                .setText(text)
                .build();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private final class Conversation extends WebSocketListener {
        @Override
        public void onOpen(WebSocket opened, Response response) {
            socket = opened;
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            try {
                var frame = ClientFrame.parseFrom(bytes.toByteArray());
                frames.add(frame);
                answer(socket, frame);
            } catch (InvalidProtocolBufferException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        @Override
        public void onClosing(WebSocket closing, int code, String reason) {
            closing.close(1000, "");
        }

        private void answer(WebSocket socket, ClientFrame frame) {
            var answer = ServerFrame.newBuilder().setRef(frame.getRef());
            switch (frame.getFrameCase()) {
                case HELLO ->
                    answer.setWelcome(Welcome.newBuilder()
                            .setUid(UID)
                            .setServerTime(System.currentTimeMillis())
                            .setLimits(Limits.newBuilder().setPingSeconds(30))
                            .setIdBlock(IdBlock.newBuilder()
                                    .setFirst(1000)
                                    .setLast(1999)
                                    .setNext(1000)));
                case SEND -> {
                    if (sendRefusal.isEmpty()) {
                        answer.setAccepted(Accepted.newBuilder()
                                .setMessageId(UID << 32 | frame.getSend().getId())
                                .setAcceptedAt(1_700_000_000_000L));
                    } else {
                        answer.setRefused(Refused.newBuilder().setCode(sendRefusal));
                    }
                }
                default -> answer.setDone(Done.getDefaultInstance());
            }
            send(socket, answer);
            if (frame.hasHello()) {
                push(socket);
            }
        }

        private void push(WebSocket socket) {
            var push = Push.newBuilder().setHead(inbox.size());
            for (int i = 0; i < inbox.size(); i++) {
                push.addEntries(Entry.newBuilder().setSeq(i + 1).setMessage(inbox.get(i)));
            }
            if (!inbox.isEmpty()) {
                send(socket, ServerFrame.newBuilder().setPush(push));
            }
        }

        private static void send(WebSocket socket, ServerFrame.Builder frame) {
            socket.send(ByteString.of(frame.build().toByteArray()));
        }
    }
}
