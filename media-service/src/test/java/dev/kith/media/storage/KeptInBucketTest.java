package dev.kith.media.storage;

import static dev.kith.media.Client.code;
import static dev.kith.media.Client.header;
import static dev.kith.media.Client.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InBucket.class)
class KeptInBucketTest extends OnTheStack {
    private static final Random CHANCE = new Random(17);
    private static final byte[] LARGE = bytes(20 << 20);

    S3Server server;

    @AfterEach
    void mend() {
        server.line().mend();
    }

    @Test
    void keepsAContentInTheBucketAndNotInTheFolder() {
        var id = client.file("a.bin", bytes(1_000));

        assertThat(server.has(id)).isTrue();
        assertThat(Path.of("target/media/kept", id.substring(0, 2), id)).doesNotExist();
        assertThat(Path.of("target/media/coming", id)).doesNotExist();
    }

    @Test
    void keepsTheSmallOneOfAPictureToo() throws Exception {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 320, BufferedImage.TYPE_INT_RGB), "png", picture);
        var file = "/v1/files/" + client.file("a.png", picture.toByteArray());

        assertThat(width(client.get(file))).isEqualTo(640);
        assertThat(width(client.get(file + "/thumbnail"))).isEqualTo(320);
    }

    @Test
    void bringsALargeContentInPartsAndGivesItWhole() {
        var id = client.file("a.bin", LARGE);

        // In three: two whole ones, and what is left.
        assertThat(server.etag(id).orElseThrow()).contains("-3");
        assertThat(client.get("/v1/files/" + id).body()).isEqualTo(LARGE);
        assertThat(client.get("/v1/files/" + id, "Range", "bytes=8388600-8388700")
                        .body())
                .isEqualTo(Arrays.copyOfRange(LARGE, 8_388_600, 8_388_701));
    }

    @Test
    void losesNothingWhenTheBucketIsAwayAtTheLastByte() {
        var bytes = bytes(100_000);
        var upload = client.begin(bytes.length, "a.bin");
        server.line().cut();

        var answer = client.append(upload, 0, bytes);
        var asked = client.tus("HEAD", upload, new byte[0]);
        server.line().mend();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("unavailable");
        assertThat(header(answer, "Retry-After")).isEqualTo("10");
        assertThat(asked.statusCode()).isEqualTo(503);
        assertThat(client.offset(upload)).isEqualTo(bytes.length);
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
    }

    @Test
    void replacesWhatACrashLeftWhileItWasKept() {
        var bytes = bytes(1_000);
        var upload = client.begin(bytes.length, "a.bin");
        server.put(id(upload), bytes(500));

        client.append(upload, 0, bytes);

        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
    }

    @Test
    void tellsWhoReadsThatTheBucketIsAway() {
        var bytes = bytes(1_000);
        var file = "/v1/files/" + client.file("a.bin", bytes);
        server.line().cut();

        var answer = client.get(file);
        server.line().mend();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("unavailable");
        assertThat(header(answer, "Retry-After")).isEqualTo("10");
        assertThat(client.get(file).body()).isEqualTo(bytes);
    }

    @Test
    void endsAnAnswerThatBreaksOffSoThatNobodyTakesItForWhole() {
        var file = "/v1/files/" + client.file("a.bin", LARGE);
        server.line().cutAfter(4 << 20);

        assertThatThrownBy(() -> client.get(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);

        server.line().mend();
        assertThat(client.get(file).body()).isEqualTo(LARGE);
    }

    @Test
    void asksForNoMoreThanItsReaderTakes() throws Exception {
        var file = "/v1/files/" + client.file("a.bin", LARGE);
        long before = server.line().brought();

        try (var slow = new Socket()) {
            slow.setReceiveBufferSize(64 << 10);
            slow.connect(new java.net.InetSocketAddress(root.getHost(), root.getPort()));
            slow.getOutputStream()
                    .write(("GET " + file + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + client.token()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var last = new AtomicLong(before);
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        long now = server.line().brought();
                        return now > before && last.getAndSet(now) == now;
                    });

            assertThat(server.line().brought() - before).isLessThan(LARGE.length * 3L / 4);
            assertThat(slow.getInputStream().readNBytes(LARGE.length)).hasSize(LARGE.length);
        }
    }

    @Test
    void removesWhatIsToGoWhenTheBucketIsBack() {
        var id = client.file("a.bin", bytes(1_000));
        server.line().cut();

        assertThat(client.call("DELETE", "/v1/files/" + id, new byte[0]).statusCode())
                .isEqualTo(204);
        assertThat(client.get("/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(server.has(id)).isTrue();
        server.line().mend();

        await().atMost(Duration.ofSeconds(60)).until(() -> !server.has(id));
    }

    private static int width(HttpResponse<byte[]> picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth();
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        CHANCE.nextBytes(bytes);
        return bytes;
    }
}
