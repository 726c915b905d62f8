package dev.kith.media.finishing;

import static dev.kith.media.Client.header;
import static dev.kith.media.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of GIF and WebP files of 640 by 320 pixels: the left half is red, the right one blue, and with `alpha` the lower
/// half is not there. Of the animations, a red field of 160 by 80 lies at (320, 160) in the first frame.
@QuarkusTest
class ThumbnailsTest extends OnTheStack {
    private static final int NOTHING = 0;

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "opaque.gif"})
    void areJpegOfWhatIsOpaque(String name) throws Exception {
        var small = thumbnail(client.file(name, sample(name)), "image/jpeg");

        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertColour(small, 80, 40, Color.RED);
        assertColour(small, 80, 120, Color.RED);
        assertColour(small, 240, 120, Color.BLUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy-alpha.webp", "lossless-alpha.webp", "alpha.gif"})
    void arePngOfWhatIsNot(String name) throws Exception {
        var small = thumbnail(client.file(name, sample(name)), "image/png");

        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertColour(small, 80, 40, Color.RED);
        assertColour(small, 240, 40, Color.BLUE);
        assertThat(small.getRGB(80, 120) >>> 24).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"animated.webp", "animated.gif"})
    void areTheFirstFrameWhereItLies(String name) throws Exception {
        assertFieldWhereItLies(thumbnail(client.file(name, sample(name)), "image/png"));
    }

    @Test
    void areTheFirstFrameWhereItLiesInAGifToo() throws Exception {
        assertFieldWhereItLies(thumbnail(client.file("a.gif", fieldOnLargerCanvas()), "image/png"));
    }

    @Test
    void standUpright() throws Exception {
        var lossy = sample("lossy.webp");
        var chunk = Arrays.copyOfRange(lossy, 12, lossy.length);
        var turned = WebpSamples.riff(
                WebpSamples.extended(8, 640, 320),
                chunk,
                WebpSamples.chunk("EXIF", latin("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0")));

        var small = thumbnail(client.file("a.webp", turned), "image/jpeg");

        assertThat(small.getWidth()).isEqualTo(160);
        assertThat(small.getHeight()).isEqualTo(320);
        // Turned by a quarter: the red left half is the upper half now.
        assertColour(small, 80, 80, Color.RED);
        assertColour(small, 80, 240, Color.BLUE);
    }

    @Test
    void areMissingWhereAPictureCannotBeDecodedThatIsTaken() {
        var broken = WebpSamples.riff(WebpSamples.chunk("VP8L", WebpSamples.lossless(30, 20)));

        var id = client.file("a.webp", broken);

        assertThat(client.get("/v1/files/" + id).body()).isEqualTo(broken);
        assertThat(new JsonObject(text(client.get("/v1/files/" + id + "/about"))).getBoolean("thumbnail"))
                .isFalse();
        assertThat(client.get("/v1/files/" + id + "/thumbnail").statusCode()).isEqualTo(404);
    }

    @Test
    void makeNoPictureOfAProfileOfAGif() throws Exception {
        var id = client.file("a.gif", sample("opaque.gif"));

        var answer = client.call(
                "POST",
                "/internal/v1/pictures",
                latin("{\"files\":[\"" + id + "\"]}"),
                "Content-Type",
                "application/json");

        assertThat(text(answer)).isEqualTo("{\"pictures\":[]}");
    }

    private BufferedImage thumbnail(String id, String type) throws IOException {
        assertThat(new JsonObject(text(client.get("/v1/files/" + id + "/about"))).getBoolean("thumbnail"))
                .isTrue();
        var answer = client.get("/v1/files/" + id + "/thumbnail");
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    private static void assertFieldWhereItLies(BufferedImage small) {
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertColour(small, 165, 85, Color.RED);
        assertColour(small, 235, 115, Color.RED);
        assertThat(small.getRGB(155, 100) >>> 24).isEqualTo(NOTHING);
        assertThat(small.getRGB(200, 75) >>> 24).isEqualTo(NOTHING);
        assertThat(small.getRGB(245, 100) >>> 24).isEqualTo(NOTHING);
        assertThat(small.getRGB(200, 125) >>> 24).isEqualTo(NOTHING);
    }

    private static void assertColour(BufferedImage image, int x, int y, Color expected) {
        var seen = new Color(image.getRGB(x, y), true);
        assertThat(seen.getAlpha()).isEqualTo(255);
        assertThat(seen.getRed()).isCloseTo(expected.getRed(), within(20));
        assertThat(seen.getGreen()).isCloseTo(expected.getGreen(), within(20));
        assertThat(seen.getBlue()).isCloseTo(expected.getBlue(), within(20));
    }

    private static byte[] fieldOnLargerCanvas() throws IOException {
        var field = new BufferedImage(160, 80, BufferedImage.TYPE_BYTE_INDEXED);
        var pen = field.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, 160, 80);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(field, "gif", bytes);
        var gif = bytes.toByteArray();
        put(gif, 6, 640);
        put(gif, 8, 320);
        int frame = 13 + 3 * (2 << (gif[10] & 7));
        if (gif[frame] == 0x21) {
            frame += 8; // its time and transparency
        }
        put(gif, frame + 1, 320);
        put(gif, frame + 3, 160);
        return gif;
    }

    private static void put(byte[] gif, int at, int number) {
        gif[at] = (byte) number;
        gif[at + 1] = (byte) (number >> 8);
    }

    private static byte[] sample(String name) throws IOException {
        try (var bytes = ThumbnailsTest.class.getResourceAsStream("/pictures/" + name)) {
            return bytes.readAllBytes();
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
