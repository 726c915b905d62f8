package dev.kith.media.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {
    private static final Bounds BOUNDS = new Bounds(25_000_000, 5_000_000, 100_000_000, 320);

    /// Of a camera that was held upside down.
    private static final byte[] EXIF = HexFormat.of()
            .parseHex("ffe10022457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100030000" + "00000000");

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif"})
    void givesFormsOfWhatIsWholeAndARefusalOrFormsOfWhatIsCut(String format) throws Exception {
        var decoding = new Decoding(BOUNDS);
        var canvas = new Canvas(8, 8, 0, 0, ExifOrientation.UPRIGHT);
        var whole = picture(format);

        assertThat(decoding.on(new Task(format, canvas, whole))).isInstanceOf(Decoded.Forms.class);
        for (int length = 0; length < whole.length; length++) {
            var cut = new Task(format, canvas, Arrays.copyOf(whole, length));

            assertThat(decoding.on(cut)).as("%d bytes", length).isNotNull();
        }
    }

    @Test
    void takesWhatIsCutForUprightUntilItSaysHowItWasHeld() throws Exception {
        var whole = picture("jpg");
        assertThat(ExifOrientation.of(whole)).isEqualTo(Orientation.BOTTOM_RIGHT);
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            assertThat(ExifOrientation.of(cut))
                    .as("%d bytes", length)
                    .isIn(Orientation.TOP_LEFT, Orientation.BOTTOM_RIGHT);
            assertThat(JpegScans.count(cut)).as("%d bytes", length).isBetween(0, 1);
        }
    }

    /// A small one; as JPEG with what a camera says of it.
    private static byte[] picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, bytes);
        var plain = bytes.toByteArray();
        if (!format.equals("jpg")) {
            return plain;
        }
        bytes.reset();
        bytes.write(plain, 0, 2);
        bytes.writeBytes(EXIF);
        bytes.write(plain, 2, plain.length - 2);
        return bytes.toByteArray();
    }
}
