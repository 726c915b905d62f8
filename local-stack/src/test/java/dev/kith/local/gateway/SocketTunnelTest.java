package dev.kith.local.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WebSockets through the gateway.
@Timeout(30)
class SocketTunnelTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    private final SampleService service = new SampleService("MESSAGING");
    private final int port = Ports.freePort();
    private Gateway gateway;

    @BeforeEach
    void start() {
        gateway = gateway(Duration.ofSeconds(30));
    }

    private Gateway gateway(Duration socketIdle) {
        var urls = new EnumMap<Upstream, URI>(Upstream.class);
        for (Upstream upstream : Upstream.values()) {
            urls.put(upstream, service.url());
        }
        return Gateway.start(new Settings(
                "127.0.0.1",
                port,
                urls,
                List.of("https://app.example.org"),
                1L << 20,
                4L << 20,
                20L << 20,
                8 << 10,
                Duration.ofSeconds(2),
                CALL_TIMEOUT,
                socketIdle));
    }

    @AfterEach
    void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void passesFramesBothWaysFromTheFirstOn() throws Exception {
        var heard = new Heard();
        WebSocket socket = open("/v1/connect", heard);

        assertThat(heard.next()).isEqualTo("welcome");
        for (int i = 0; i < 100; i++) {
            socket.sendText("message " + i, true).get(5, TimeUnit.SECONDS);
            assertThat(heard.next()).isEqualTo("message " + i);
        }
        socket.sendBinary(ByteBuffer.wrap(new byte[60_000]), true).get(5, TimeUnit.SECONDS);
        assertThat(heard.next()).isEqualTo("60000 bytes");
    }

    @Test
    void passesTheCloseCodeOn() throws Exception {
        var heard = new Heard();
        WebSocket socket = open("/v1/connect", heard);

        socket.sendText("bye", true).get(5, TimeUnit.SECONDS);

        assertThat(heard.next()).isEqualTo("welcome");
        assertThat(heard.next()).isEqualTo("closed 4401 not authenticated");
    }

    @Test
    void passesAMessageOnThatIsLargerThanWhatMayBeOnTheWay() throws Exception {
        var heard = new Heard();
        WebSocket socket = open("/v1/connect", heard);
        assertThat(heard.next()).isEqualTo("welcome");

        for (int i = 0; i < 5; i++) {
            socket.sendBinary(ByteBuffer.wrap(new byte[1_000_000]), true).get(10, TimeUnit.SECONDS);
            assertThat(heard.next()).isEqualTo("1000000 bytes");
        }
    }

    @Test
    void holdsNobodyBackForWhatHasLongArrived() throws Exception {
        var heard = new Heard();
        WebSocket socket = open("/v1/connect", heard);
        assertThat(heard.next()).isEqualTo("welcome");

        for (int i = 0; i < 300; i++) {
            socket.sendBinary(ByteBuffer.wrap(new byte[1_000]), true).get(5, TimeUnit.SECONDS);
            assertThat(heard.next()).isEqualTo("1000 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {150_000, 300_000, 1_000_000})
    void passesTheCloseCodeOnThatComesBeforeTheMessageHasEnded(int size) throws Exception {
        var heard = new Heard();
        WebSocket socket = open("/v1/connect?strict", heard);
        assertThat(heard.next()).isEqualTo("welcome");

        var unused = socket.sendText("x".repeat(size), true);

        assertThat(heard.next()).isEqualTo("closed 1009 too big");
    }

    @Test
    void tellsTheServiceWhenTheClientHasGone() throws Exception {
        WebSocket socket = open("/v1/connect", new Heard());

        socket.abort();

        assertThat(service.socketClosed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsTheClientWhenTheServiceHasGone() throws Exception {
        var heard = new Heard();
        open("/v1/connect", heard);
        assertThat(heard.next()).isEqualTo("welcome");

        service.close();

        assertThat(heard.next()).startsWith("closed");
    }

    @Test
    void keepsASocketThatIsQuietForLongerThanACallMayBe() throws Exception {
        var heard = new Heard();
        WebSocket socket = open("/v1/connect", heard);
        assertThat(heard.next()).isEqualTo("welcome");

        TimeUnit.MILLISECONDS.sleep(CALL_TIMEOUT.toMillis() * 3 / 2);
        socket.sendText("still here", true).get(5, TimeUnit.SECONDS);

        assertThat(heard.next()).isEqualTo("still here");
    }

    @Test
    void endsASocketThatIsSilentForTooLong() throws Exception {
        gateway.close();
        gateway = gateway(Duration.ofSeconds(2));
        var heard = new Heard();
        open("/v1/connect", heard);
        assertThat(heard.next()).isEqualTo("welcome");

        assertThat(heard.next()).startsWith("closed");
        assertThat(service.socketClosed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsNoConnectionToTheServiceForAHandshakeThatWasRefused() {
        for (int i = 0; i < 20; i++) {
            Assertions.assertThatThrownBy(() -> open("/v1/connect?refuse", new Heard()))
                    .isInstanceOf(ExecutionException.class);
        }

        await().atMost(Duration.ofSeconds(5)).until(() -> service.connections.get() == 0);
    }

    @Test
    void keepsNoConnectionToTheServiceWhenWhoAskedHasGone() throws Exception {
        for (int i = 0; i < 20; i++) {
            shakeHands("/v1/connect?refuse", "https://app.example.org").close();
        }

        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(10))
                .until(() -> service.connections.get() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Content-Length: 0", "Transfer-Encoding: chunked"})
    void refusesAHandshakeThatAnnouncesABody(String header) throws Exception {
        try (var device = shakeHands("/v1/connect", "https://app.example.org\r\n" + header)) {
            var toTheEndOfTheProblem = new Scanner(device.getInputStream(), US_ASCII).useDelimiter("}");
            assertThat(toTheEndOfTheProblem.next()).startsWith("HTTP/1.1 400").contains("\"code\":\"bad-request\"");
        }
        assertThat(service.connections).hasValue(0);
    }

    @Test
    void passesTheRefusalOfAHandshakeOn() {
        Assertions.assertThatThrownBy(() -> open("/v1/connect?refuse", new Heard()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        java.net.http.WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void refusesAHandshakeWhenTheServiceIsDown() {
        service.close();

        Assertions.assertThatThrownBy(() -> open("/v1/connect", new Heard()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        java.net.http.WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(503));
    }

    @Test
    void refusesAHandshakeOfAForeignPage() throws Exception {
        String refused = handshake("/v1/connect", "https://evil.example.org");
        String taken = handshake("/v1/connect", "https://app.example.org");

        assertThat(refused).startsWith("HTTP/1.1 403");
        assertThat(taken).startsWith("HTTP/1.1 101");
    }

    @Test
    void holdsBackAServiceWhoseDeviceDoesNotRead() throws Exception {
        handshake("/v1/connect?endless", "https://app.example.org", socket -> {
            assertThat(GatewayTest.untilItStops(service)).isBetween(1L, 24L << 20);
        });
    }

    @Test
    void holdsBackADeviceWhoseServiceDoesNotRead() throws Exception {
        handshake("/v1/connect?unread", "https://app.example.org", socket -> {
            socket.setSoTimeout(1);
            var written = new java.util.concurrent.atomic.AtomicLong();
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(frame(60_000));
                        written.addAndGet(60_000);
                    }
                } catch (java.io.IOException closed) {
                    // The end of the test.
                }
            });
            long before = -1;
            while (written.get() != before) {
                before = written.get();
                TimeUnit.MILLISECONDS.sleep(300);
            }
            assertThat(before).isBetween(1L, 24L << 20);
            socket.close();
            writer.join();
        });
    }

    private WebSocket open(String target, Heard heard) throws Exception {
        return CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + target), heard)
                .get(10, TimeUnit.SECONDS);
    }

    private String handshake(String target, String origin) throws Exception {
        var answer = new String[1];
        try (var socket = shakeHands(target, origin)) {
            answer[0] = new String(socket.getInputStream().readNBytes(12), US_ASCII);
        }
        return answer[0];
    }

    private void handshake(String target, String origin, Use use) throws Exception {
        try (var socket = shakeHands(target, origin)) {
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 101");
            use.of(socket);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer to the handshake", e);
        }
    }

    private Socket shakeHands(String target, String origin) throws Exception {
        var socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.setSoTimeout(5_000);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        String request = "GET " + target + " HTTP/1.1\r\nHost: kith\r\nConnection: keep-alive, Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Origin: " + origin + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    private static byte[] frame(int size) {
        // Binary, masked with zeros, 16-bit length.
        ByteBuffer frame = ByteBuffer.allocate(8 + size);
        frame.put((byte) 0x82).put((byte) (0x80 | 126)).putShort((short) size).putInt(0);
        return frame.array();
    }

    private interface Use {
        void of(Socket socket) throws Exception;
    }

    private static final class Heard implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        private int binary;

        String next() throws InterruptedException {
            String event = events.poll(10, TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            events.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer piece, boolean last) {
            binary += piece.remaining();
            if (last) {
                events.add(binary + " bytes");
                binary = 0;
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add("closed " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            events.add("closed " + error);
        }
    }
}
