package dev.kith.media.upload;

import static dev.kith.media.Client.code;
import static dev.kith.media.Client.header;
import static dev.kith.media.Client.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UploadsResourceTest extends OnTheStack {
    private static final Random CHANCE = new Random(7);

    @Test
    void saysWhatOfTusItSpeaks() {
        var answer = client.call("OPTIONS", "/v1/uploads", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(header(answer, "Tus-Extension")).contains("creation", "termination", "checksum", "expiration");
        assertThat(header(answer, "Tus-Max-Size")).isEqualTo("268435456");
        assertThat(header(answer, "Tus-Checksum-Algorithm")).contains("sha1");
    }

    @Test
    void takesAFileInPieces() {
        var bytes = bytes(300_000);
        var upload = client.begin(bytes.length, "a.bin");

        assertThat(client.offset(upload)).isZero();
        var first = client.append(upload, 0, Arrays.copyOf(bytes, 100_000));
        assertThat(client.offset(upload)).isEqualTo(100_000);
        var second = client.append(upload, 100_000, Arrays.copyOfRange(bytes, 100_000, 300_000));

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(header(first, "Upload-Offset")).isEqualTo("100000");
        assertThat(header(first, "Upload-Expires")).endsWith("GMT");
        assertThat(header(second, "Upload-Offset")).isEqualTo("300000");
        assertThat(client.offset(upload)).isEqualTo(300_000);
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
    }

    @Test
    void takesTheFirstBytesWithTheBeginning() {
        var answer = client.tus(
                "POST",
                "/v1/uploads",
                bytes(1_000),
                "Upload-Length",
                "1000",
                "Content-Type",
                "application/offset+octet-stream");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "Upload-Offset")).isEqualTo("1000");
        assertThat(client.offset(header(answer, "Location"))).isEqualTo(1_000);
    }

    @Test
    void takesPatchAsAnOverriddenPost() {
        var upload = client.begin(5, "a");

        var answer = client.tus(
                "POST",
                upload,
                bytes(5),
                "X-HTTP-Method-Override",
                "PATCH",
                "Upload-Offset",
                "0",
                "Content-Type",
                "application/offset+octet-stream");

        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void makesAFileOfNothingAtOnce() {
        var upload = client.begin(0, "empty.txt");

        var file = client.get(upload.replace("uploads", "files"));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEmpty();
    }

    @Test
    void refusesAnotherOffsetAndSaysTheRightOne() {
        var upload = client.begin(3_000_000, "a");
        client.append(upload, 0, bytes(100));

        // More than fits into the buffers of the connection, which serves the next call all the same.
        var answer = client.append(upload, 50, bytes(2_000_000));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("wrong-offset");
        assertThat(header(answer, "Upload-Offset")).isEqualTo("100");
        assertThat(client.offset(upload)).isEqualTo(100);
    }

    @Test
    void refusesMoreBytesThanWereAnnounced() {
        var upload = client.begin(10, "a");

        var answer = client.append(upload, 0, bytes(11));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(client.offset(upload)).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "Tus-Resumable, 0.2.2, 412, tus-version",
        "Upload-Length, -1, 400, bad-request",
        "Upload-Length, many, 400, bad-request",
        "Upload-Length, 268435457, 413, too-large",
        "Upload-Metadata, filename ???, 400, bad-request"
    })
    void refusesABeginningThatItCannotTake(String name, String value, int status, String code) {
        var answer = client.call("POST", "/v1/uploads", new byte[0], merged(name, value));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
    }

    @Test
    void keepsOfAWrongChecksumNothing() throws Exception {
        var upload = client.begin(20, "a");
        client.append(upload, 0, bytes(5));
        var good = bytes(10);
        var sum = "sha1 "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(good));

        var wrong = client.append(upload, 5, bytes(10), "Upload-Checksum", sum);
        long after = client.offset(upload);
        var right = client.append(upload, 5, good, "Upload-Checksum", sum);

        assertThat(wrong.statusCode()).isEqualTo(460);
        assertThat(after).isEqualTo(5);
        assertThat(right.statusCode()).isEqualTo(204);
        assertThat(client.append(upload, 15, bytes(5), "Upload-Checksum", "md4 AAAA")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.offset(upload)).isEqualTo(15);
    }

    @Test
    void dropsAfterACrashWhatWaitedForItsChecksum() throws Exception {
        var upload = client.begin(20, "a");
        client.append(upload, 0, bytes(12));
        // As a node leaves it that was killed while the last four bytes were not verified.
        sql("update upload set unverified_from = 8 where id = '" + id(upload) + "'");

        assertThat(client.offset(upload)).isEqualTo(8);
        assertThat(client.append(upload, 8, bytes(12)).statusCode()).isEqualTo(204);
    }

    @Test
    void keepsWhatCameBeforeTheLineBroke() throws Exception {
        var bytes = bytes(50_000);
        var upload = client.begin(bytes.length, "a");

        try (var socket = half(upload, bytes, 0, 20_000)) {
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> sizeOnDisk(upload) == 20_000);
        }

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> client.offset(upload) == 20_000);
        client.append(upload, 20_000, Arrays.copyOfRange(bytes, 20_000, 50_000));
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
    }

    @Test
    void goesOnAfterClientsThatLeftAtAnyMoment() throws Exception {
        var bytes = bytes(300_000);
        var upload = client.begin(bytes.length, "a");

        int stands = 0;
        var logged = new CopyOnWriteArrayList<String>();
        try (var listening = new LogOf("dev.kith.kit.problem.ProblemMapper", logged::add)) {
            for (int i = 0; i < 200; i++) {
                leave(upload, bytes, stands, i % 2 == 0 ? 0 : CHANCE.nextInt(2_000));
                stands = Math.toIntExact(offsetOnceFree(upload, Duration.ofSeconds(20)));
            }
        }

        // What the last of them sent may still be on its way.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            int from = Math.toIntExact(offsetOnceFree(upload, Duration.ofSeconds(20)));
            return client.append(upload, from, Arrays.copyOfRange(bytes, from, bytes.length))
                            .statusCode()
                    == 204;
        });
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
        // Phones do this all day.
        assertThat(logged).isEmpty();
    }

    @Test
    void waitsForNothingOfAClientThatLeftBeforeItWasAsked() throws Exception {
        var upload = client.begin(50_000, "a");

        try (var connection = SharedStack.get().database(Part.MEDIA);
                var holding = connection.createStatement()) {
            connection.setAutoCommit(false);
            holding.execute("lock table upload in access exclusive mode");
            try (var socket = half(upload, bytes(50_000), 0, 0)) {
                socket.setSoLinger(true, 0);
                await().atMost(Duration.ofSeconds(10)).until(UploadsResourceTest::isLookedUp);
            }
            Thread.sleep(300); // until the service has seen it
            connection.commit();
        }

        Thread.sleep(300); // until the call has gone on
        // Sooner than a request may stand still.
        assertThat(offsetOnceFree(upload, Duration.ofSeconds(5))).isZero();
    }

    @Test
    void saysAfterBytesUntilWhenItWaitsForMore() throws Exception {
        var upload = client.begin(20, "a");
        sql("update upload set expires_at = now() + interval '1 hour' where id = '" + id(upload) + "'");

        var answer = client.append(upload, 0, bytes(10));

        var expiry = DateTimeFormatter.RFC_1123_DATE_TIME.parse(header(answer, "Upload-Expires"), Instant::from);
        assertThat(expiry).isAfter(Instant.now().plus(Duration.ofHours(23)));
        assertThat(header(client.tus("HEAD", upload, new byte[0]), "Upload-Expires"))
                .isEqualTo(header(answer, "Upload-Expires"));
    }

    @Test
    void asksForBytesThatAClientWaitsToSend() throws Exception {
        var upload = client.begin(5, "a");
        var request = java.net.http.HttpRequest.newBuilder(client.uri(upload))
                .expectContinue(true)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + client.token())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes(5)))
                .build();

        try (var http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .build()) {
            var answer = http.send(request, java.net.http.HttpResponse.BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(204);
        }
    }

    @Test
    void letsOneWriteAtATime() throws Exception {
        var upload = client.begin(50_000, "a");

        try (var socket = half(upload, bytes(50_000), 0, 20_000)) {
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> sizeOnDisk(upload) == 20_000);
            var second = client.append(upload, 20_000, bytes(100));

            assertThat(second.statusCode()).isEqualTo(423);
            assertThat(code(second)).isEqualTo("upload-busy");
        }
    }

    @Test
    void endsARequestThatStandsStill() throws Exception {
        var upload = client.begin(50_000, "a");

        try (var socket = half(upload, bytes(50_000), 0, 20_000)) {
            socket.getOutputStream().flush();

            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> client.offset(upload) == 20_000);
        }
    }

    @Test
    void showsAnUploadToItsUserAlone() {
        var upload = client.begin(10, "a");
        var stranger = client.another();

        assertThat(stranger.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(stranger.append(upload, 0, bytes(1)).statusCode()).isEqualTo(404);
        assertThat(stranger.tus("DELETE", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(code(stranger.append(upload, 0, bytes(1))))
                .isEqualTo(code(stranger.append("/v1/uploads/" + UUID.randomUUID(), 0, bytes(1))));
        assertThat(client.offset(upload)).isZero();
    }

    @Test
    void removesAnUploadWithItsBytes() {
        var upload = client.begin(10, "a");
        client.append(upload, 0, bytes(5));

        var answer = client.tus("DELETE", upload, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(client.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(10)).until(() -> sizeOnDisk(upload) == -1);
    }

    @Test
    void takesNoMoreOfAnUploadThatIsRemovedWhileItsBytesCome() throws Exception {
        var bytes = bytes(20 << 20);
        var upload = client.begin(bytes.length, "a");

        try (var socket = half(upload, bytes, 0, 1 << 20)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> sizeOnDisk(upload) == 1 << 20);
            assertThat(client.tus("DELETE", upload, new byte[0]).statusCode()).isEqualTo(204);
            socket.getOutputStream().write(bytes, 1 << 20, 7 << 20);

            socket.setSoTimeout(10_000);
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 404");
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> sizeOnDisk(upload) == -1);
    }

    @Test
    void boundsTheUnfinishedUploadsOfAUser() {
        for (int i = 0; i < 5; i++) {
            client.begin(10, "a");
        }

        var answer = client.tus("POST", "/v1/uploads", new byte[0], "Upload-Length", "10");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("files-full");
        assertThat(client.another().begin(10, "a")).isNotEmpty();
    }

    @Test
    void boundsTheFilesOfAUser() throws Exception {
        client.file("one", bytes(1));
        sql(
                "insert into file (id, uid, app, content, name, created_at) select gen_random_uuid(), uid, app, content, name,"
                        + " created_at from file, generate_series(1, 198) where uid = " + client.uid());
        var unfinished = client.begin(10, "a");

        var answer = client.tus("POST", "/v1/uploads", new byte[0], "Upload-Length", "10");
        client.tus("DELETE", unfinished, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("files-full");
        assertThat(client.begin(10, "a")).isNotEmpty();
    }

    @Test
    void forgetsAnUploadThatWasGivenUp() throws Exception {
        var upload = client.begin(10, "a");
        client.append(upload, 0, bytes(5));

        sql("update upload set expires_at = now() - interval '1 second' where id = '" + id(upload) + "'");

        assertThat(client.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(10)).until(() -> sizeOnDisk(upload) == -1);
    }

    @Test
    void finishesWhatACrashLeftWhole() throws Exception {
        var bytes = bytes(1_000);
        var upload = client.begin(bytes.length, "a.bin");
        client.append(upload, 0, Arrays.copyOf(bytes, 900));
        // As a node leaves it that was killed after the last byte.
        java.nio.file.Files.write(onDisk(upload), bytes);

        assertThat(client.offset(upload)).isEqualTo(1_000);
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
    }

    /// What is logged there from now on.
    private static final class LogOf extends Handler implements AutoCloseable {
        private final Logger logger;
        private final Consumer<String> heard;

        LogOf(String name, Consumer<String> heard) {
            this.logger = Logger.getLogger(name);
            this.heard = heard;
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            heard.accept(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    private void leave(String upload, byte[] bytes, int stands, int sent) throws Exception {
        try (var socket = half(upload, bytes, stands, sent)) {
            socket.setSoLinger(true, 0);
            Thread.sleep(Duration.ofNanos(CHANCE.nextInt(4_000_000)));
        }
    }

    private Socket half(String upload, byte[] bytes, int stands, int sent) throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        var head = "PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + client.token()
                + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: " + stands
                + "\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: " + (bytes.length - stands)
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes, stands, sent);
        return socket;
    }

    /// How much of it has come, once no call holds it.
    private long offsetOnceFree(String upload, Duration most) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(most)
                .until(() -> client.tus("HEAD", upload, new byte[0]), answer -> answer.statusCode() == 200)
                .headers()
                .firstValueAsLong("Upload-Offset")
                .orElseThrow();
    }

    /// Whether a call waits to see an upload.
    private static boolean isLookedUp() throws Exception {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var question = connection.createStatement();
                var waiting = question.executeQuery("select count(*) from pg_stat_activity"
                        + " where wait_event_type = 'Lock' and query like 'select id, length, unverified_from%'")) {
            return waiting.next() && waiting.getInt(1) > 0;
        }
    }

    private static java.nio.file.Path onDisk(String upload) {
        return java.nio.file.Path.of("target/media/coming", id(upload));
    }

    private static long sizeOnDisk(String upload) throws IOException {
        return java.nio.file.Files.exists(onDisk(upload)) ? java.nio.file.Files.size(onDisk(upload)) : -1;
    }

    private static String[] merged(String name, String value) {
        return name.equals("Tus-Resumable")
                ? new String[] {name, value, "Upload-Length", "10"}
                : name.equals("Upload-Length")
                        ? new String[] {"Tus-Resumable", "1.0.0", name, value}
                        : new String[] {"Tus-Resumable", "1.0.0", "Upload-Length", "10", name, value};
    }

    private static void sql(String statement) throws Exception {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        CHANCE.nextBytes(bytes);
        return bytes;
    }
}
