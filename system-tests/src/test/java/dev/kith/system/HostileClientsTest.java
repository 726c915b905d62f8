package dev.kith.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.Api.User;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Many clients at once that do what no client should, through the gateway: two others write to each other meanwhile as
/// if there were nobody else.
@Tag("slow")
@ExtendWith(RunningKith.class)
class HostileClientsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CROWD = 200;
    private static final int MESSAGES = 50;
    private static final String UPGRADE = String.join(
            "\r\n",
            "GET /v1/connect HTTP/1.1",
            "Host: kith",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: kith.v1.json",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "");

    private final LocalStack stack;
    private final Api api;
    private final Api.App app;
    private final User alice;
    private final User bob;
    private final List<Socket> crowd = new ArrayList<>();
    private JsonSocket hers;
    private JsonSocket his;
    private int sent;

    HostileClientsTest(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
        this.app = api.newApp();
        this.alice = api.newUser(app);
        this.bob = api.newUser(app);
    }

    @BeforeEach
    void twoAreConnected() {
        hers = JsonSocket.hello(stack.gatewayUrl(), alice.token());
        his = JsonSocket.hello(stack.gatewayUrl(), bob.token());
        await().atMost(LIMIT).until(() -> send().has("accepted"));
        his.await(frame -> frame.has("push"));
    }

    @AfterEach
    void disperse() throws IOException {
        for (var socket : crowd) {
            socket.close();
        }
        hers.close();
        his.close();
    }

    @Test
    void whoNeverEndTheirUpgradeAreSentAway() throws Exception {
        for (int i = 0; i < CROWD; i++) {
            write(socket(), UPGRADE + "X-Slow: ");
        }
        var dripping = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var unusedDripping = threads.submit(() -> {
                while (dripping.get()) {
                    crowd.forEach(HostileClientsTest::drip);
                    TimeUnit.MILLISECONDS.sleep(500);
                }
                return null;
            });
            writeToEachOther();
            try {
                assertThat(crowd).allMatch(HostileClientsTest::isEnded);
            } finally {
                dripping.set(false);
            }
        }
    }

    @Test
    void whoAreGoneWithoutAWordAndWhoSayNothing() throws Exception {
        for (int i = 0; i < CROWD; i++) {
            var socket = socket();
            write(socket, UPGRADE + "\r\n");
            if (i % 2 == 0) {
                socket.setSoLinger(true, 0); // ended by a reset
                socket.close();
            } else if (i % 3 == 0) {
                socket.shutdownOutput();
            }
        }

        writeToEachOther();

        assertThat(crowd).filteredOn(socket -> !socket.isClosed()).allMatch(HostileClientsTest::isEnded);
    }

    @Test
    void whoSendWhatNobodyCanRead() throws Exception {
        var chance = new Random(7);
        for (int i = 0; i < CROWD; i++) {
            var socket = socket();
            write(socket, UPGRADE + "\r\n");
            var garbage = new byte[1 + chance.nextInt(4_000)];
            chance.nextBytes(garbage);
            socket.getOutputStream().write(garbage);
        }

        writeToEachOther();

        assertThat(crowd).allMatch(HostileClientsTest::isEnded);
    }

    @Test
    void whoFloodAndNeverRead() throws Exception {
        for (int i = 0; i < 10; i++) {
            var flood = socket();
            flood.setReceiveBufferSize(4 << 10);
            write(flood, UPGRADE + "\r\n");
            frame(
                    flood,
                    "{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}"
                            .formatted(api.newUser(app).token()));
        }
        var flooding = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var flood : crowd) {
                var unusedFlood = threads.submit(() -> {
                    while (flooding.get()) {
                        frame(flood, "{\"ref\": 2, \"ping\": {}}");
                    }
                    return null;
                });
            }
            try {
                writeToEachOther();
                assertThat(api.get("/v1/groups", bob.token()).status()).isEqualTo(200);
            } finally {
                flooding.set(false);
                disperseCrowd();
            }
        }
    }

    /// None of these waits for what the others do.
    private void writeToEachOther() {
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(send().has("accepted")).isTrue();
            his.await(frame -> frame.has("push"));
        }
        try (var newcomer =
                JsonSocket.hello(stack.gatewayUrl(), api.newUser(app).token())) {
            assertThat(newcomer.isOpen()).isTrue();
        }
    }

    private JsonObject send() {
        int ref = 2 + sent++;
        hers.text("{\"ref\": %d, \"send\": {\"to\": \"%s\", \"id\": %d, \"text\": \"hello\"}}"
                .formatted(ref, bob.address(), (1 << 20) + ref));
        return hers.answer(ref);
    }

    private Socket socket() throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(
                stack.gatewayUrl().getHost(), stack.gatewayUrl().getPort()));
        crowd.add(socket);
        return socket;
    }

    private void disperseCrowd() throws IOException {
        for (var socket : crowd) {
            socket.close();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /// A masked text frame.
    private static void frame(Socket socket, String text) throws IOException {
        var bytes = text.getBytes(US_ASCII);
        boolean isLong = bytes.length > 125;
        var frame = new byte[(isLong ? 8 : 6) + bytes.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | (isLong ? 126 : bytes.length));
        if (isLong) {
            frame[2] = (byte) (bytes.length >> 8);
            frame[3] = (byte) bytes.length;
        }
        System.arraycopy(bytes, 0, frame, frame.length - bytes.length, bytes.length);
        socket.getOutputStream().write(frame);
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException ended) {
            // What the test waits for.
        }
    }

    /// Whether the other side ends it.
    private static boolean isEnded(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
