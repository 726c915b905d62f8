package dev.kith.media.finishing;

import static dev.kith.media.Client.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PicturesTest extends OnTheStack {
    private static final String SECRET = "48.8584N 2.2945E, camera of Alice";

    @Test
    void areGivenOutUprightAndWithoutWhatTheCameraWrote() throws Exception {
        var taken = withExif(jpeg(800, 400), 6);
        assertThat(latin(taken)).contains("Exif", SECRET);

        var id = client.file("holiday.jpg", taken);
        var given = client.get("/v1/files/" + id);

        assertThat(latin(given.body())).doesNotContain("Exif", SECRET);
        assertThat(given.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        var seen = image(given.body());
        assertThat(seen.getWidth()).isEqualTo(400);
        assertThat(seen.getHeight()).isEqualTo(800);
        // Turned by a quarter: the red left half is the upper half now.
        assertThat(new Color(seen.getRGB(200, 100)).getRed()).isGreaterThan(200);
        assertThat(new Color(seen.getRGB(200, 700)).getRed()).isLessThan(50);
    }

    @Test
    void haveASmallOne() throws Exception {
        var id = client.file("a.jpg", withExif(jpeg(1_000, 500), 1));

        var about = new JsonObject(text(client.get("/v1/files/" + id + "/about")));
        var small = client.get("/v1/files/" + id + "/thumbnail");

        assertThat(about.getInteger("width")).isEqualTo(1_000);
        assertThat(about.getInteger("height")).isEqualTo(500);
        assertThat(about.getBoolean("thumbnail")).isTrue();
        assertThat(image(small.body()).getWidth()).isEqualTo(320);
        assertThat(image(small.body()).getHeight()).isEqualTo(160);
        assertThat(latin(small.body())).doesNotContain("Exif", SECRET);
    }

    @Test
    void areKnownByTheirBytesAndNotByTheirName() throws Exception {
        var id = client.file("song.mp3", png(20, 10));

        var given = client.get("/v1/files/" + id);

        assertThat(given.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(image(given.body()).getWidth()).isEqualTo(20);
    }

    @Test
    void loseWhatIsHiddenBehindThem() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.write(png(20, 10));
        bytes.write(SECRET.getBytes(StandardCharsets.ISO_8859_1));

        var id = client.file("a.png", bytes.toByteArray());

        assertThat(latin(client.get("/v1/files/" + id).body())).doesNotContain(SECRET);
    }

    @Test
    void areRefusedWhenTheyWouldUnpackToMoreThanTheMemoryBears() throws Exception {
        var bomb = blank(30_000, 30_000, 1, 0, 1);
        assertThat(bomb.length).isLessThan(1_000_000);
        var upload = client.begin(bomb.length, "a.png");

        var answer = client.append(upload, 0, bomb);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(text(answer)).getString("code")).isEqualTo("bad-file");
        assertThat(client.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void areRefusedByTheirBytesAndNotOnlyByTheirPixels() throws Exception {
        // 25 megapixels, as many as there may be, of 8 bytes.
        assertThat(refusal("a.png", blank(5_000, 5_000, 16, 6, 64))).contains("100000000 bytes");
    }

    @Test
    void keepTheirDepth() throws Exception {
        var id = client.file("a.png", blank(640, 320, 16, 6, 64));

        var given = image(client.get("/v1/files/" + id).body());
        var small = image(client.get("/v1/files/" + id + "/thumbnail").body());

        assertThat(given.getColorModel().getPixelSize()).isEqualTo(64);
        assertThat(small.getWidth()).isEqualTo(320);
    }

    @Test
    void areRefusedWhenTheyAreToldInTooManyScans() throws Exception {
        var usual = progressive(64, 64);
        int last = latin(usual).lastIndexOf("\u00ff\u00da");
        var scan = Arrays.copyOfRange(usual, last, usual.length - 2);
        var many = new ByteArrayOutputStream();
        many.write(usual, 0, last);
        for (int i = 0; i < 101; i++) {
            many.write(scan);
        }
        many.write(usual, usual.length - 2, 2);

        assertThat(image(client.get("/v1/files/" + client.file("a.jpg", usual)).body())
                        .getWidth())
                .isEqualTo(64);
        assertThat(refusal("b.jpg", many.toByteArray())).contains("100 scans");
    }

    @Test
    void areRefusedWhenTheyCannotBeRead() throws Exception {
        var broken = Arrays.copyOf(jpeg(100, 100), 300);
        var upload = client.begin(broken.length, "a.jpg");

        assertThat(new JsonObject(text(client.append(upload, 0, broken))).getString("code"))
                .isEqualTo("bad-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webp", "gif"})
    void loseAsWebpAndGifWhatIsNotSeenToo(String format) throws Exception {
        var id = client.file("a." + format, withSecret(format));

        var given = client.get("/v1/files/" + id);
        var about = new JsonObject(text(client.get("/v1/files/" + id + "/about")));

        assertThat(given.headers().firstValue("Content-Type")).hasValue("image/" + format);
        assertThat(latin(given.body())).doesNotContain(SECRET);
        assertThat(about.getInteger("width")).isEqualTo(30);
        assertThat(about.getInteger("height")).isEqualTo(20);
        assertThat(about.getLong("size")).isEqualTo(given.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webp", "gif"})
    void areRefusedAsWebpAndGifWhenTheyCannotBeRead(String format) throws Exception {
        assertThat(refusal("a." + format, Arrays.copyOf(withSecret(format), 30)))
                .contains("cannot be read");
    }

    // Nobody would ever hear of the end of such an upload, and the SDKs ask until they do.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "474946383961 0100 0100 000000 21ff",
                "474946383961 0100 0100 000000 21ff0b 4e45545343415045322e30",
            })
    void areRefusedAsGifWhenTheyEndBehindTheNameOfAProgram(String bytes) throws Exception {
        var cut = HexFormat.of().parseHex(bytes.replace(" ", ""));
        var upload = client.begin(cut.length, "a.gif");

        var answer = client.append(upload, 0, cut);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(text(answer)).getString("code")).isEqualTo("bad-file");
        assertThat(client.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void areRefusedAsWebpAndGifWithMorePixelsThanOthersCouldDecode() throws Exception {
        var webp =
                WebpSamples.riff(WebpSamples.extended(0, 5_001, 5_000), WebpSamples.chunk("VP8 ", WebpSamples.LOSSY));
        var bomb =
                WebpSamples.riff(WebpSamples.extended(0, 60_000, 60_000), WebpSamples.chunk("VP8 ", WebpSamples.LOSSY));
        var gif = withSecret("gif");
        for (int lengths = 6; lengths < 10; lengths += 2) {
            gif[lengths] = (byte) 60_000;
            gif[lengths + 1] = (byte) (60_000 >> 8);
        }

        assertThat(refusal("a.webp", webp)).contains("25000000 pixels");
        assertThat(refusal("b.webp", bomb)).contains("25000000 pixels");
        assertThat(refusal("a.gif", gif)).contains("25000000 pixels");
    }

    private static byte[] withSecret(String format) throws IOException {
        var secret = SECRET.getBytes(StandardCharsets.ISO_8859_1);
        if (format.equals("webp")) {
            return WebpSamples.riff(
                    WebpSamples.extended(4, 30, 20),
                    WebpSamples.chunk("VP8 ", WebpSamples.LOSSY),
                    WebpSamples.chunk("XMP ", secret));
        }
        var gif = new ByteArrayOutputStream();
        gif.write(encoded(new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_INDEXED), "gif"));
        gif.write(secret);
        return gif.toByteArray();
    }

    /// What is said of a picture that is not taken.
    private String refusal(String name, byte[] bytes) {
        var answer = client.append(client.begin(bytes.length, name), 0, bytes);
        assertThat(answer.statusCode()).isEqualTo(400);
        var problem = new JsonObject(text(answer));
        assertThat(problem.getString("code")).isEqualTo("bad-file");
        return problem.getString("detail");
    }

    private static byte[] progressive(int width, int height) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpg").next();
        var how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        return encoded(image, "jpg");
    }

    private static byte[] png(int width, int height) throws IOException {
        return encoded(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /// Puts an Exif segment behind the start of a JPEG: how it was held, and a text as cameras write it.
    private static byte[] withExif(byte[] jpeg, int orientation) throws IOException {
        var text = (SECRET + "\0").getBytes(StandardCharsets.ISO_8859_1);
        var exif = new ByteArrayOutputStream();
        var data = new DataOutputStream(exif);
        data.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
        data.writeInt(8); // the first directory
        data.writeShort(2);
        entry(data, 0x010e, 2, text.length, 8 + 2 + 24 + 4); // ImageDescription
        entry(data, 0x0112, 3, 1, orientation << 16); // Orientation
        data.writeInt(0);
        data.write(text);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(jpeg, 0, 2);
        out.writeShort(0xffe1);
        out.writeShort(exif.size() + 2);
        out.write(exif.toByteArray());
        out.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    private static void entry(DataOutputStream data, int tag, int type, int count, int value) throws IOException {
        data.writeShort(tag);
        data.writeShort(type);
        data.writeInt(count);
        data.writeInt(value);
    }

    /// A PNG of few bytes and many pixels.
    private static byte[] blank(int width, int height, int depth, int colours, int bitsPerPixel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeLong(0x89504e470d0a1a0aL);
        var head = new ByteArrayOutputStream();
        var headData = new DataOutputStream(head);
        headData.writeInt(width);
        headData.writeInt(height);
        headData.write(new byte[] {(byte) depth, (byte) colours, 0, 0, 0});
        chunk(out, "IHDR", head.toByteArray());
        var pixels = new ByteArrayOutputStream();
        try (var packed = new DeflaterOutputStream(pixels)) {
            var row = new byte[1 + (width * bitsPerPixel + 7) / 8];
            for (int y = 0; y < height; y++) {
                packed.write(row);
            }
        }
        chunk(out, "IDAT", pixels.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
        var crc = new CRC32();
        var kind = name.getBytes(StandardCharsets.US_ASCII);
        crc.update(kind);
        crc.update(content);
        out.writeInt(content.length);
        out.write(kind);
        out.write(content);
        out.writeInt((int) crc.getValue());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
