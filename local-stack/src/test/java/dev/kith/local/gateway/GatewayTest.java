package dev.kith.local.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Ports;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The gateway between real clients and real little services.
@Timeout(30)
class GatewayTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<Upstream, SampleService> SERVICES = new EnumMap<>(Upstream.class);
    private static final Map<Upstream, URI> URLS = new EnumMap<>(Upstream.class);
    private static final long PIECES_ON_THE_WAY = 24L << 20;

    private static Gateway gateway;
    private static int port;

    @BeforeAll
    static void start() {
        for (Upstream upstream : Upstream.values()) {
            var service = new SampleService(upstream.name());
            SERVICES.put(upstream, service);
            URLS.put(upstream, service.url());
        }
        // Presence is down.
        SERVICES.get(Upstream.PRESENCE).close();
        port = Ports.freePort();
        gateway = Gateway.start(settings(port, 4L << 20));
    }

    private static Settings settings(int port, long contactsBodyLimit) {
        return new Settings(
                "127.0.0.1",
                port,
                URLS,
                List.of("https://app.example.org", "http://localhost:*"),
                1L << 20,
                contactsBodyLimit,
                20L << 20,
                8 << 10,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVICES.values().forEach(SampleService::close);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/admin/apps, AUTH",
        "/v1/verifications, AUTH",
        "/v1/tokens, AUTH",
        "/v1/devices/7, AUTH",
        "/.well-known/jwks.json, AUTH",
        "/dev/codes/+4915112345678, AUTH",
        "/v1/profile, PROFILE",
        "/v1/profiles:batch, PROFILE",
        "/v1/profiles/bob%2Falice@example.org, PROFILE",
        "/v1/relationships?cursor=a/../b, PROFILE",
        "/v1/contacts:sync, CONTACTS",
        "/v1/contacts/, CONTACTS",
        "/v1/account/discoverability, CONTACTS",
        "/v1/messages, MESSAGING",
        "/v1/requests/bob@example.org, MESSAGING"
    })
    void routesByThePrefixOfThePath(String target, String service) throws Exception {
        var answer = json(CLIENT.send(request(target).build(), BodyHandlers.ofString()));

        assertThat(answer.getString("service")).isEqualTo(service);
        assertThat(answer.getString("uri")).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/q/health/ready",
                "/q/metrics",
                "/internal/v1/resolve",
                "/v1/contactsx",
                "/v1/accounts",
                "/v1/contacts/../../internal/v1/resolve",
                "/v1/contacts/./../../q/health",
                "/v1/../internal/v1/resolve",
                "//internal/v1/resolve",
                "/v1//../internal",
                "/v1/contacts//..",
                "/v1/contacts/%2e%2e/%2e%2e/internal/v1/resolve",
                "/v1/contacts/%2E./%2e./q/metrics",
                "/v1/contacts%2f..%2f..%2finternal",
                "/v1/contacts/..%2f..%2finternal/v1/resolve",
                "/v1/contacts/%252e%252e/%252e%252e/internal",
                "/v1/contacts/..;x/..;y/internal",
                "/v1/contacts/..%5c..%5cinternal",
                "/v1/contacts/..\\..\\internal",
                "/v1/contacts/%00/../../internal",
                "/v1/contacts/%0d%0aX-Evil:1",
                "http://127.0.0.1/internal/v1/resolve",
                "/%69nternal/v1/resolve",
                "/v1/contacts#/../../internal"
            })
    void reachesNothingThatIsNotRouted(String target) throws IOException {
        int before = SERVICES.values().stream().mapToInt(s -> s.calls.get()).sum();

        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: kith\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json", "\"code\":\"not-found\"");
        assertThat(SERVICES.values().stream().mapToInt(s -> s.calls.get()).sum())
                .isEqualTo(before);
    }

    @Test
    void keepsASaneRequestIdAndReplacesAnother() throws Exception {
        var kept = CLIENT.send(
                request("/v1/profile").header("X-Request-Id", "my-own-id-1").build(), BodyHandlers.ofString());
        var replaced = CLIENT.send(
                request("/v1/profile").header("X-Request-Id", "no id: <x>").build(), BodyHandlers.ofString());

        assertThat(kept.headers().allValues("X-Request-Id")).containsExactly("my-own-id-1");
        assertThat(headers(kept).getString("x-request-id")).isEqualTo("my-own-id-1");
        assertThat(replaced.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(36);
        assertThat(headers(replaced).getString("x-request-id"))
                .isEqualTo(replaced.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void tellsServicesWhoCallsWhateverTheClientSays() throws Exception {
        var answer = headers(CLIENT.send(
                request("/v1/profile")
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Prefix", "/evil")
                        .header("Forwarded", "for=6.6.6.6")
                        .header("X-Real-IP", "6.6.6.6")
                        .header("Authorization", "Bearer t")
                        .build(),
                BodyHandlers.ofString()));

        assertThat(answer.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(answer.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(answer.getString("x-forwarded-host")).isEqualTo("127.0.0.1:" + port);
        assertThat(answer.getString("authorization")).isEqualTo("Bearer t");
        assertThat(answer.fieldNames()).doesNotContain("forwarded", "x-real-ip", "x-forwarded-prefix");
    }

    @Test
    void keepsHeadersOfOneHopToThatHop() throws Exception {
        String answer = raw("""
                GET /v1/profile HTTP/1.1\r
                Host: kith\r
                Connection: close, X-Of-This-Hop, Authorization\r
                X-Of-This-Hop: 1\r
                Authorization: Bearer t\r
                \r
                """);
        var fromService = CLIENT.send(request("/v1/profiles/cors").build(), BodyHandlers.ofString());

        assertThat(answer).contains("\"authorization\":\"Bearer t\"").doesNotContain("x-of-this-hop");
        assertThat(fromService.headers().map()).doesNotContainKey("x-of-this-hop");
        assertThat(fromService.headers().allValues("X-Request-Id")).hasSize(1).doesNotContain("the-services-own-id");
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws IOException {
        String long9k = "x".repeat(9 << 10);

        assertThat(raw("GET /v1/profile HTTP/1.1\r\nHost: kith\r\nX-Long: " + long9k + "\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 431.*")
                .contains("\"code\":\"headers-too-large\"");
        assertThat(raw("GET /v1/profile?" + long9k + " HTTP/1.1\r\nHost: kith\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 431.*")
                .contains("\"code\":\"headers-too-large\"");
        assertThat(raw("nonsense\r\n\r\n")).matches("(?s)HTTP/1.[01] 400.*").contains("\"code\":\"bad-request\"");
    }

    @Test
    void waitsForAHeadThatDripsNoLongerThanForASilentClient() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var onTime = new Socket(InetAddress.getLoopbackAddress(), port)) {
            onTime.getOutputStream().write("GET /v1/messages HTTP/1.1\r\nHost: kith\r\n\r\n".getBytes(US_ASCII));

            await().atMost(Duration.ofSeconds(20)).until(() -> !drips(socket));

            assertThat(onTime.getInputStream().read()).isEqualTo('H');
        }
    }

    /// Adds a byte to the head; false if the gateway does not want to hear more.
    private static boolean drips(Socket socket) {
        try {
            socket.getOutputStream().write('G');
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/profile, 1048576, false, 200",
        "/v1/profile, 1048577, false, 413",
        "/v1/profile, 1048576, true, 200",
        "/v1/profile, 1048577, true, 413",
        "/v1/profile, 20000000, true, 413",
        "/v1/contacts:sync, 4194304, false, 200",
        "/v1/contacts:sync, 4194304, true, 200",
        "/v1/contacts:sync, 4194305, false, 413",
        "/v1/contacts:sync, 4194305, true, 413",
        "/v1/contacts:import?mode=merge, 20971520, false, 200",
        "/v1/contacts:import?mode=merge, 20971521, true, 413",
        "/v1/contacts:import, 20971521, false, 413",
        "/v1/contacts:importing, 4194305, false, 413",
        "/v1/contacts:import/more, 4194305, true, 413"
    })
    void takesBodiesUpToTheLimitOfTheRoute(String target, int size, boolean chunked, int status) throws Exception {
        var body = new byte[size];
        var publisher = chunked
                ? BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);

        var answer = CLIENT.send(request(target).POST(publisher).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(json(answer).getInteger("length")).isEqualTo(size);
        } else {
            assertProblem(answer, 413, "too-large");
        }
    }

    @Test
    void continuesAClientThatAsksBeforeItSends() throws Exception {
        var answer = CLIENT.send(
                request("/v1/profile")
                        .expectContinue(true)
                        .POST(BodyPublishers.ofByteArray(new byte[100_000]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(json(answer).getInteger("length")).isEqualTo(100_000);
    }

    @Test
    void givesUpACallThatIsNotAnswered() throws Exception {
        int abandoned = SERVICES.get(Upstream.MESSAGING).abandoned.get();

        var answer = CLIENT.send(request("/v1/messages/never").build(), BodyHandlers.ofString());

        assertProblem(answer, 504, "timeout");
        await().untilAsserted(() ->
                assertThat(SERVICES.get(Upstream.MESSAGING).abandoned.get()).isGreaterThan(abandoned));
    }

    @Test
    void endsAnAnswerThatGetsStuck() throws IOException {
        String answer = raw("GET /v1/messages/stuck HTTP/1.1\r\nHost: kith\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("the beginning").doesNotContain("\r\n0\r\n");
    }

    @ParameterizedTest
    @CsvSource({"/v1/presence", "/v1/messages/hangs-up"})
    void saysThatAServiceIsDownAndWhenToComeBack(String target) throws Exception {
        var answer = CLIENT.send(request(target).build(), BodyHandlers.ofString());

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /gateway/health HTTP/1.1\r\nHost: kith\r\n\r\n"})
    void endsAConnectionOnWhichAHeadComesPieceByPieceWithoutEnd(String before) throws Exception {
        int impatient = Ports.freePort();
        try (var unused = Gateway.start(impatient(impatient));
                var socket = connect(impatient)) {
            socket.getOutputStream().write(before.getBytes(US_ASCII));
            socket.getOutputStream()
                    .write("GET /v1/connect HTTP/1.1\r\nHost: kith\r\nUpgrade: websocket\r\nX-A: ".getBytes(US_ASCII));
            var ended = CompletableFuture.supplyAsync(() -> isEnded(socket));

            while (!ended.isDone()) {
                drip(socket);
                TimeUnit.MILLISECONDS.sleep(200);
            }

            assertThat(ended.get()).isTrue();
        }
    }

    private static Settings impatient(int port) {
        return new Settings(
                "127.0.0.1",
                port,
                URLS,
                List.of(),
                1L << 20,
                1L << 20,
                1L << 20,
                1L << 20,
                8 << 10,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                0);
    }

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

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException ended) {
            // What the test waits for.
        }
    }

    @Test
    void servesOthersWhileOneServiceIsDownOrSlow() throws Exception {
        var slow = CLIENT.sendAsync(request("/v1/messages/never").build(), BodyHandlers.ofString());
        var down = CLIENT.sendAsync(request("/v1/presence").build(), BodyHandlers.ofString());

        var answer = CLIENT.send(request("/v1/profile").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(slow.isDone()).isFalse();
        assertThat(down.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(slow.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(504);
    }

    @Test
    void holdsBackAServiceWhoseClientDoesNotRead() throws Exception {
        var service = SERVICES.get(Upstream.PROFILE);
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("GET /v1/profiles/endless HTTP/1.1\r\nHost: kith\r\n\r\n".getBytes(US_ASCII));

            long stopped = untilItStops(service);

            assertThat(stopped).isLessThan(PIECES_ON_THE_WAY);
            // And on, when the client reads.
            read(socket.getInputStream(), 2 * stopped);
            assertThat(service.written.get()).isGreaterThan(stopped);
        }
    }

    @Test
    void holdsBackAClientWhoseServiceDoesNotRead() throws Exception {
        int roomy = Ports.freePort();
        long size = 4 * PIECES_ON_THE_WAY;
        try (var open = Gateway.start(settings(roomy, size));
                var socket = connect(roomy)) {
            socket.getOutputStream()
                    .write(("POST /v1/contacts/unread HTTP/1.1\r\nHost: kith\r\nContent-Length: " + size + "\r\n\r\n")
                            .getBytes(US_ASCII));
            var written = new AtomicLong();
            var writer = Thread.startVirtualThread(() -> writeOn(socket, size, written));

            // Nothing moves, so in the end the call is given up; until then the body stays with the client.
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 504");
            assertThat(written.get()).isBetween(1L, PIECES_ON_THE_WAY);
            socket.close();
            writer.join();
        }
    }

    private static void writeOn(Socket socket, long size, AtomicLong written) {
        var piece = new byte[64 << 10];
        try {
            while (written.get() < size) {
                socket.getOutputStream().write(piece);
                written.addAndGet(piece.length);
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    @Test
    void passesAnswersWithoutABodyOn() throws Exception {
        var empty = CLIENT.send(request("/v1/profiles/empty").build(), BodyHandlers.ofString());
        var head = CLIENT.send(
                request("/v1/profile").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(empty.statusCode()).isEqualTo(204);
        assertThat(empty.body()).isEmpty();
        assertThat(head.statusCode()).isEqualTo(200);
    }

    @Test
    void letsPagesOfAllowedOriginsCall() throws Exception {
        String preflight = raw(preflight("http://localhost:5173"));
        var call = CLIENT.send(
                request("/v1/profiles/cors")
                        .header("Origin", "https://app.example.org")
                        .build(),
                BodyHandlers.ofString());

        assertThat(preflight)
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("Access-Control-Allow-Origin: http://localhost:5173")
                .containsIgnoringCase("Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE");
        assertThat(call.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example.org");
        assertThat(call.headers().firstValue("Vary")).contains("Origin");
        assertThat(call.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("ETag");
    }

    // Whatever media-service understands and answers: without them a page has to send a file in one piece.
    @Test
    void letsPagesSpeakAllOfTus() throws Exception {
        String preflight = raw(preflight("http://localhost:5173"));
        var call = CLIENT.send(
                request("/v1/uploads/7")
                        .header("Origin", "http://localhost:5173")
                        .build(),
                BodyHandlers.ofString());

        assertThat(listed(preflight, "Access-Control-Allow-Headers"))
                .contains(
                        "Tus-Resumable",
                        "Upload-Length",
                        "Upload-Offset",
                        "Upload-Metadata",
                        "Upload-Checksum",
                        "Upload-Concat");
        assertThat(call.headers()
                        .firstValue("Access-Control-Expose-Headers")
                        .orElse("")
                        .split(", "))
                .contains(
                        "Location",
                        "Tus-Resumable",
                        "Tus-Version",
                        "Tus-Extension",
                        "Tus-Max-Size",
                        "Tus-Checksum-Algorithm",
                        "Upload-Length",
                        "Upload-Offset",
                        "Upload-Expires",
                        "Upload-Concat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.org", "http://localhost:80.evil.example.org", "null"})
    void givesPagesOfOtherOriginsNothing(String origin) throws Exception {
        String preflight = raw(preflight(origin));
        var call = CLIENT.send(
                request("/v1/profiles/cors").header("Origin", origin).build(), BodyHandlers.ofString());

        assertThat(preflight).startsWith("HTTP/1.1 403").doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(call.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void tellsItsOwnHealth() throws Exception {
        var answer = CLIENT.send(request("/gateway/health").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    static int port() {
        return port;
    }

    /// Waits until the service can write no more, and tells how much it wrote.
    static long untilItStops(SampleService service) throws InterruptedException {
        long before = -1;
        while (service.written.get() != before || before == 0) {
            before = service.written.get();
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return before;
    }

    private static void read(InputStream in, long bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    private static HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(20));
    }

    /// What stands in this header of an answer, in which it stands once.
    private static List<String> listed(String answer, String header) {
        return answer.lines()
                .filter(line -> line.regionMatches(true, 0, header + ": ", 0, header.length() + 2))
                .flatMap(line -> Stream.of(line.substring(header.length() + 2).split(", ")))
                .toList();
    }

    private static String preflight(String origin) {
        return "OPTIONS /v1/profile HTTP/1.1\r\nHost: kith\r\nOrigin: " + origin
                + "\r\nAccess-Control-Request-Method: PATCH\r\nConnection: close\r\n\r\n";
    }

    private static Socket connect() throws IOException {
        return connect(port);
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        return socket;
    }

    private static String raw(String request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the gateway keeps the connection open", e);
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject headers(HttpResponse<String> answer) {
        return json(answer).getJsonObject("headers");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = new JsonObject(answer.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).isEqualTo("urn:kith:error:" + code);
        assertThat(problem.getString("title")).isNotEmpty();
        assertThat(problem.getString("detail")).isNotEmpty();
        assertThat(problem.getString("traceId"))
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }
}
