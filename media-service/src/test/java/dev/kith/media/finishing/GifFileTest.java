package dev.kith.media.finishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GifFileTest {
    private static final String SECRET = "Alice, 2.2945E";
    private static final byte[] LOOPS = together(latin("\041\377\013NETSCAPE2.0\003\001\000\000\000"));
    private static final byte[] TIMES = latin("\041\371\004\000\012\000\000\000");

    @Test
    void leavesBehindWhatIsNotSeen() throws Exception {
        var gif = gif();
        var comment = together(latin("\041\376\016" + SECRET + "\000"));
        var text = together(latin("\041\001\014"), new byte[12], latin("\016" + SECRET + "\000"));
        var program = together(latin("\041\377\013XMP DataXMP\016" + SECRET + "\000"));
        var hiding = together(latin("\041\377\013NETSCAPE2.0\003\001\000\000\016" + SECRET + "\000"));

        var clean = GifFile.clean(
                together(head(gif), hiding, comment, program, text, TIMES, frames(gif), latin(";" + SECRET)));

        assertThat(clean.bytes()).isEqualTo(together(head(gif), LOOPS, TIMES, frames(gif), latin(";")));
        assertThat(clean.width()).isEqualTo(20);
        assertThat(clean.height()).isEqualTo(10);
        assertThat(ImageIO.read(new ByteArrayInputStream(clean.bytes())).getWidth())
                .isEqualTo(20);
    }

    @Test
    void refusesWhatEndsTooEarlyOrHasNoPicture() throws Exception {
        var gif = gif();
        var program = latin("\041\377\013XMP DataXMP\016" + SECRET + "\000");
        refusesEveryCutOf(gif);
        refusesEveryCutOf(together(head(gif), LOOPS, program, TIMES, frames(gif), latin(";")));
        assertThatThrownBy(() -> GifFile.clean(together(head(gif), latin(";")))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatEndsBehindTheNameOfAProgram() {
        var head = latin("GIF89a\001\000\001\000\000\000\000");
        for (var program : new String[] {"\041\377", "\041\377\013NETSCAPE2.0", "\041\377\013ANIMEXTS1.0"}) {
            assertThatThrownBy(() -> GifFile.clean(together(head, latin(program))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesOrRefusesAnyBytesAndNothingElse() throws Exception {
        var chance = new Random(29);
        var whole = together(head(gif()), LOOPS, TIMES, frames(gif()), latin(";"));
        for (int i = 0; i < 20_000; i++) {
            var changed = whole.clone();
            for (int change = 0; change <= i % 4; change++) {
                changed[chance.nextInt(changed.length)] = (byte) chance.nextInt();
            }
            try {
                assertThat(GifFile.clean(changed).bytes()).hasSizeLessThanOrEqualTo(whole.length);
            } catch (IOException refused) {
                // As it should be.
            }
        }
    }

    private static void refusesEveryCutOf(byte[] whole) {
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> GifFile.clean(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
        }
    }

    private static byte[] gif() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_INDEXED), "gif", bytes);
        return bytes.toByteArray();
    }

    /// Up to its first block.
    private static byte[] head(byte[] gif) {
        return Arrays.copyOf(gif, 13 + 3 * (2 << (gif[10] & 7)));
    }

    /// Its blocks without the end.
    private static byte[] frames(byte[] gif) {
        return Arrays.copyOfRange(gif, head(gif).length, gif.length - 1);
    }

    private static byte[] together(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
