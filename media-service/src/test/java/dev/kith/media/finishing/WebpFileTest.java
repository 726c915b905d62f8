package dev.kith.media.finishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WebpFileTest {
    private static final String SECRET = "48.8584N 2.2945E, camera of Alice";
    private static final byte[] LOSSLESS = WebpSamples.chunk("VP8L", WebpSamples.LOSSLESS);
    private static final byte[] LOSSY = WebpSamples.chunk("VP8 ", WebpSamples.LOSSY);
    private static final byte[] COLOURS = WebpSamples.chunk("ICCP", latin("how its colours are meant"));
    private static final byte[] UNKNOWN = WebpSamples.chunk("JUNK", latin(SECRET));
    private static final byte[] ALPHA = WebpSamples.chunk("ALPH", new byte[] {0, 1, 2});
    private static final byte[] LOOPS = WebpSamples.chunk("ANIM", new byte[] {0, 0, 0, 0, 1, 0});
    private static final byte[] ANIMATION = WebpSamples.riff(
            WebpSamples.extended(0x3e, 9, 9),
            COLOURS,
            LOOPS,
            frame(LOSSY),
            frame(ALPHA, LOSSY),
            WebpSamples.chunk("EXIF", exif(6)));

    static final byte[][] BROKEN = {
        latin("RIFF"),
        WebpSamples.riff(),
        WebpSamples.riff(UNKNOWN),
        WebpSamples.riff(WebpSamples.chunk("VP8L", new byte[] {0, 0, 0, 0, 0, 0})),
        WebpSamples.riff(WebpSamples.chunk("VP8 ", new byte[12])),
        WebpSamples.riff(WebpSamples.extended(0, 1, 1)),
        WebpSamples.riff(WebpSamples.extended(0, 1, 1), UNKNOWN),
        WebpSamples.riff(WebpSamples.extended(0, 1, 1), LOSSY, LOSSY),
        WebpSamples.riff(WebpSamples.extended(0, 1, 1), LOSSY, LOSSLESS),
        WebpSamples.riff(WebpSamples.extended(0, 1, 1), ALPHA, ALPHA, LOSSY),
        WebpSamples.riff(WebpSamples.extended(0, 1, 1), WebpSamples.chunk("VP8L", WebpSamples.lossless(2, 1))),
        WebpSamples.riff(WebpSamples.extended(2, 1, 1), LOOPS, frame(UNKNOWN)),
        WebpSamples.riff(WebpSamples.extended(2, 1, 1), LOOPS, frame(LOSSY, LOSSY)),
        WebpSamples.riff(WebpSamples.extended(2, 1, 1), LOOPS, WebpSamples.chunk("ANMF", new byte[4])),
    };

    @Test
    void keepsAPictureAsItIs() throws Exception {
        for (var picture : new byte[][] {LOSSLESS, LOSSY}) {
            var clean = WebpFile.clean(WebpSamples.riff(picture));

            assertThat(clean.bytes()).isEqualTo(WebpSamples.riff(picture));
            assertThat(clean.width()).isOne();
            assertThat(clean.height()).isOne();
        }
    }

    @Test
    void leavesBehindWhatIsNotSeen() throws Exception {
        var file = together(
                WebpSamples.riff(
                        WebpSamples.extended(0xff, 30, 20),
                        COLOURS,
                        UNKNOWN,
                        ALPHA,
                        LOSSY,
                        WebpSamples.chunk("EXIF", exif(1)),
                        WebpSamples.chunk("XMP ", latin(SECRET))),
                latin(SECRET));

        var clean = WebpFile.clean(file);

        assertThat(clean.bytes())
                .isEqualTo(WebpSamples.riff(WebpSamples.extended(0x32, 30, 20), COLOURS, ALPHA, LOSSY));
        assertThat(clean.width()).isEqualTo(30);
        assertThat(clean.height()).isEqualTo(20);
    }

    @Test
    void keepsHowItWasHeldAndNothingElseOfTheCamera() throws Exception {
        for (var prefix : new String[] {"", "Exif\0\0"}) {
            var exif = together(latin(prefix), exif(6));
            var clean = WebpFile.clean(
                    WebpSamples.riff(WebpSamples.extended(8, 30, 20), LOSSY, WebpSamples.chunk("EXIF", exif)));

            assertThat(latin(clean.bytes())).contains("EXIF").doesNotContain(SECRET);
            assertThat(clean.width()).isEqualTo(20);
            assertThat(clean.height()).isEqualTo(30);
            assertThat(WebpFile.clean(clean.bytes())).usingRecursiveComparison().isEqualTo(clean);
        }
    }

    @Test
    void keepsTheFramesOfAnAnimation() throws Exception {
        var clean = WebpFile.clean(WebpSamples.riff(
                WebpSamples.extended(2, 9, 9), LOOPS, frame(LOSSY, UNKNOWN), UNKNOWN, frame(ALPHA, LOSSY)));

        assertThat(clean.bytes())
                .isEqualTo(WebpSamples.riff(WebpSamples.extended(2, 9, 9), LOOPS, frame(LOSSY), frame(ALPHA, LOSSY)));
    }

    @ParameterizedTest
    @FieldSource("BROKEN")
    void refusesWhatIsBroken(byte[] broken) {
        assertThatThrownBy(() -> WebpFile.clean(broken)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatEndsTooEarly() {
        var whole = WebpSamples.riff(WebpSamples.extended(2, 9, 9), LOOPS, frame(LOSSY), frame(ALPHA, LOSSY));
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> WebpFile.clean(cut)).isInstanceOf(IOException.class);
        }
    }

    // The file says that it ends where it does: its chunks are read up to there.
    @Test
    void takesOrRefusesWhatEndsAnywhereAndNothingElse() {
        var exif = WebpSamples.chunk("EXIF", together(latin("Exif\0\0"), exif(6)));
        var ofPictures = WebpSamples.riff(WebpSamples.extended(0x38, 9, 9), exif, COLOURS, ALPHA, LOSSLESS);
        for (var whole : new byte[][] {WebpSamples.riff(LOSSY), WebpSamples.riff(LOSSLESS), ofPictures, ANIMATION}) {
            for (int length = 8; length < whole.length; length++) {
                var cut = Arrays.copyOf(whole, length);
                ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length - 8);
                takesOrRefuses(cut);
            }
        }
    }

    @Test
    void takesOrRefusesAnyBytesAndNothingElse() {
        var chance = new Random(23);
        var whole = ANIMATION;
        for (int i = 0; i < 20_000; i++) {
            var changed = whole.clone();
            for (int change = 0; change <= i % 4; change++) {
                changed[chance.nextInt(changed.length)] = (byte) chance.nextInt();
            }
            takesOrRefuses(changed);
        }
    }

    private static void takesOrRefuses(byte[] file) {
        try {
            assertThat(latin(WebpFile.clean(file).bytes())).doesNotContain(SECRET);
        } catch (IOException refused) {
            // As it should be.
        }
    }

    private static byte[] frame(byte[]... chunks) {
        return WebpSamples.chunk("ANMF", together(new byte[16], together(chunks)));
    }

    /// As cameras write it: how it was held, and a text.
    private static byte[] exif(int orientation) {
        var text = latin(SECRET + "\0");
        return ByteBuffer.allocate(8 + 2 + 24 + 4 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("II*\0"))
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010e)
                .putShort((short) 2)
                .putInt(text.length)
                .putInt(38)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putInt(0)
                .put(text)
                .array();
    }

    private static byte[] together(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
