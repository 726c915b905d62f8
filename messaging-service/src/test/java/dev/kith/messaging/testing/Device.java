package dev.kith.messaging.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Ping;
import dev.kith.contracts.socket.Read;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import dev.kith.contracts.socket.Welcome;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A device as a client on the wire: what it sends, and everything that it was sent.
public final class Device implements AutoCloseable {
    public static final String PROTO = "kith.v1.proto";
    public static final String JSON = "kith.v1.json";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final boolean json;
    private final WebSocket socket;
    private final List<ServerFrame> frames = new CopyOnWriteArrayList<>();
    private final AtomicInteger closeCode = new AtomicInteger();
    private final AtomicInteger ref = new AtomicInteger();
    private final AtomicInteger nextId = new AtomicInteger();
    private volatile Welcome welcome = Welcome.getDefaultInstance();

    private Device(String subprotocol, boolean reads) {
        json = subprotocol.equals(JSON);
        socket = HTTP.newWebSocketBuilder()
                .subprotocols(subprotocol)
                .buildAsync(url(), new Listener(reads))
                .join();
        assertThat(socket.getSubprotocol()).isEqualTo(subprotocol);
    }

    public static URI url() {
        int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.http.test-port", Integer.class);
        if (port == 0) {
            port = io.restassured.RestAssured.port;
        }
        return URI.create("ws://127.0.0.1:" + port + "/v1/connect");
    }

    /// Upgraded, and nothing said.
    public static Device silent(String subprotocol) {
        return new Device(subprotocol, true);
    }

    /// Upgraded, never reading what it is sent.
    public static Device deaf(String subprotocol) {
        return new Device(subprotocol, false);
    }

    /// Welcomed.
    public static Device of(TestUser user, String device, String subprotocol) {
        var connected = silent(subprotocol);
        connected.hello(user.token(device), 0);
        return connected;
    }

    public static Device of(TestUser user, String device) {
        return of(user, device, PROTO);
    }

    public Welcome hello(String token, long cursor) {
        var answer = ask(ClientFrame.newBuilder()
                .setHello(Hello.newBuilder().setAccessToken(token).setCursor(cursor)));
        assertThat(answer.hasWelcome()).as("%s", answer).isTrue();
        welcome = answer.getWelcome();
        nextId.set(welcome.getIdBlock().getNext());
        return welcome;
    }

    public Welcome welcome() {
        return welcome;
    }

    public int newId() {
        return nextId.getAndIncrement();
    }

    public static Send.Builder text(int id, TestUser to, String text) {
        return Send.newBuilder().setId(id).setTo(to.address()).setText(text);
    }

    /// Sends a text that wants both receipts. Its message id.
    public long accepted(TestUser to, String text) {
        return accepted(text(newId(), to, text).setDeliveryReceipt(true).setReadReceipt(true));
    }

    public long accepted(Send.Builder send) {
        var answer = ask(ClientFrame.newBuilder().setSend(send));
        assertThat(answer.hasAccepted()).as("%s", answer).isTrue();
        return answer.getAccepted().getMessageId();
    }

    /// The code of a refusal.
    public String refused(Send.Builder send) {
        return refused(ClientFrame.newBuilder().setSend(send));
    }

    public String refused(ClientFrame.Builder frame) {
        var answer = ask(frame);
        assertThat(answer.hasRefused()).as("%s", answer).isTrue();
        return answer.getRefused().getCode();
    }

    public ServerFrame ack(long seq) {
        return ask(ClientFrame.newBuilder().setAck(Ack.newBuilder().setSeq(seq)));
    }

    public ServerFrame read(long... ids) {
        var read = Read.newBuilder();
        for (long id : ids) {
            read.addIds(id);
        }
        return ask(ClientFrame.newBuilder().setRead(read));
    }

    public long head() {
        return ask(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()))
                .getPong()
                .getHead();
    }

    /// All pages since this cursor.
    public List<Entry> sync(long cursor) {
        var entries = new ArrayList<Entry>();
        var next = ByteString.EMPTY;
        do {
            var answer = ask(ClientFrame.newBuilder()
                    .setSync(Sync.newBuilder().setCursor(cursor).setPage(next)));
            assertThat(answer.hasSyncPage()).as("%s", answer).isTrue();
            SyncPage page = answer.getSyncPage();
            entries.addAll(page.getEntriesList());
            next = page.getNext();
        } while (!next.isEmpty());
        return entries;
    }

    /// Sends a frame and waits for its answer.
    public ServerFrame ask(ClientFrame.Builder frame) {
        int asked = tell(frame);
        return awaitFrame(answer -> answer.getRef() == asked);
    }

    /// Sends a frame. Its ref.
    public int tell(ClientFrame.Builder frame) {
        int next = ref.incrementAndGet();
        var whole = frame.setRef(next).build();
        if (json) {
            try {
                raw(JsonFormat.printer().print(whole));
            } catch (InvalidProtocolBufferException impossible) {
                throw new IllegalStateException(impossible);
            }
        } else {
            raw(whole.toByteArray());
        }
        return next;
    }

    public void raw(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public void raw(String text) {
        socket.sendText(text, true).join();
    }

    public ServerFrame awaitFrame(Predicate<ServerFrame> wanted) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> frames.stream().anyMatch(wanted) || closeCode.get() != 0);
        return frames.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("closed with " + closeCode.get() + " after " + frames));
    }

    /// Waits for a pushed entry.
    public Entry awaitEntry(Predicate<Entry> wanted) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pushed().stream().anyMatch(wanted) || closeCode.get() != 0);
        return pushed().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("closed with " + closeCode.get() + " after " + frames));
    }

    public Entry awaitMessage(long id) {
        return awaitEntry(entry -> entry.getMessage().getId() == id);
    }

    /// Waits until a status of this message was pushed.
    public Entry awaitStatus(long id, dev.kith.contracts.socket.MessageStatus status) {
        return awaitEntry(
                entry -> entry.getStatus().getId() == id && entry.getStatus().getStatus() == status);
    }

    public List<Entry> pushed() {
        return frames.stream()
                .flatMap(frame -> frame.getPush().getEntriesList().stream())
                .toList();
    }

    public List<ServerFrame> frames() {
        return List.copyOf(frames);
    }

    public int awaitClose() {
        await().atMost(LIMIT).until(() -> closeCode.get() != 0);
        return closeCode.get();
    }

    public boolean isOpen() {
        return closeCode.get() == 0;
    }

    /// Leaves in order, as an app that is closed.
    public void sayGoodbye() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final boolean reads;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        Listener(boolean reads) {
            this.reads = reads;
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (reads) {
                opened.request(1);
            }
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
            if (last) {
                try {
                    frames.add(ServerFrame.parseFrom(bytes.toByteArray()));
                } catch (InvalidProtocolBufferException notOurs) {
                    throw new IllegalStateException(notOurs);
                }
                bytes.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                var frame = ServerFrame.newBuilder();
                try {
                    JsonFormat.parser().merge(text.toString(), frame);
                } catch (InvalidProtocolBufferException notOurs) {
                    throw new IllegalStateException(notOurs);
                }
                frames.add(frame.build());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.set(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closeCode.compareAndSet(0, 1006);
            Objects.requireNonNull(failure);
        }
    }
}
