package dev.kith.media.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DecodersTest {
    private static final Bounds BOUNDS = new Bounds(25_000_000, 5_000_000, 100_000_000, 320);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Of other tests.
    private final Set<Long> others = children();

    @TempDir
    Path folder;

    private Decoders decoders = new Decoders(BOUNDS, 160, PATIENCE, 1);

    @AfterEach
    void end() {
        decoders.end();
    }

    @Test
    void decodeOnePictureAfterTheOtherInOneProcess() throws Exception {
        decode(10, 20);
        var first = processes();
        decode(20, 10);

        assertThat(first).hasSize(1);
        assertThat(processes()).isEqualTo(first);
    }

    @Test
    void decodeNoMoreAtATimeThanTheyMay() throws Exception {
        decoders = new Decoders(BOUNDS, 160, PATIENCE, 2);
        var pictures = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                pictures.add(threads.submit(() -> decode(1_000, 1_000)));
            }
        }

        for (var picture : pictures) {
            picture.get();
        }
        assertThat(processes()).hasSizeBetween(1, 2);
    }

    @Test
    void surviveAPictureThatTakesAllMemory() throws Exception {
        var bomb = manyCodes();
        assertThat(bomb).hasSizeLessThan(200_000);
        decode(10, 20);
        var first = processes();

        var small = decoders.reduce(bomb, "webp", new Canvas(4, 4, 0, 0, 1), folder.resolve("small"));

        assertThat(small).isEmpty();
        await().atMost(PATIENCE).until(() -> processes().isEmpty());
        decode(10, 20);
        assertThat(processes()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void endAPictureThatTakesTooLong() throws Exception {
        decoders = new Decoders(BOUNDS, 400, Duration.ofMillis(1), 1);

        assertThatThrownBy(() -> decode(5_000, 4_000)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_FILE);
            assertThat(refusal).hasMessageContaining("takes too long");
        });
        await().atMost(PATIENCE).until(() -> processes().isEmpty());
    }

    @Test
    void decodeAPictureAgainWhoseProcessIsKilled() throws Exception {
        decoders = new Decoders(BOUNDS, 400, PATIENCE, 1);
        decode(10, 20);
        var first = ProcessHandle.of(processes().iterator().next()).orElseThrow();
        var before = work(first);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var picture = threads.submit(() -> decode(5_000, 4_000));
            await().atMost(PATIENCE).until(() -> work(first).minus(before).compareTo(Duration.ofMillis(300)) > 0);
            assertThat(picture.isDone()).isFalse();
            first.destroyForcibly();
            picture.get();
        }

        assertThat(processes()).hasSize(1).doesNotContain(first.pid());
    }

    @Test
    void sayWhenNoProcessStarts() {
        decoders = new Decoders(BOUNDS, 0, PATIENCE, 1);

        assertThatThrownBy(() -> decode(10, 20))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellTheProcessNothingOfTheService() throws Exception {
        decode(10, 20);

        var process = processes().iterator().next();

        assertThat(System.getenv()).isNotEmpty();
        assertThat(Files.readString(Path.of("/proc/" + process + "/environ"))).isEmpty();
    }

    private Path decode(int width, int height) throws IOException {
        var file = Files.createTempFile(folder, "a", ".png");
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
        var whole = Path.of(file + ".whole");
        var small = Path.of(file + ".small");

        var picture = decoders.renew(file, "png", whole, small);

        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        assertThat(ImageIO.read(small.toFile()).getWidth()).isEqualTo(Math.min(width, 320));
        return whole;
    }

    private static Duration work(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Set<Long> processes() {
        return children().stream().filter(child -> !others.contains(child)).collect(Collectors.toSet());
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /// A WebP of 4 by 4 pixels that is told with 65,536 groups of codes (RFC 9649, 3.7.2.2), each of 20 bits.
    private static byte[] manyCodes() {
        var bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(3, 14);
        bits.put(3, 14);
        bits.put(0, 1 + 3 + 1 + 1); // no alpha, version 0, no transform, no colour cache
        bits.put(1, 1); // several groups, of which a picture says which is where:
        bits.put(0, 3);
        bits.put(0, 1); // it has no colour cache,
        bits.code(255); // and one colour: green 255 and
        bits.code(255); // red 255 is group 65,535
        bits.code(0);
        bits.code(0);
        bits.code(0);
        for (int group = 0; group < 65_536; group++) {
            for (int code = 0; code < 5; code++) {
                bits.put(0b0001, 4);
            }
        }
        var data = bits.bytes();
        return ByteBuffer.allocate(20 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + data.length)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /// The lowest bit of each byte first.
    private static final class Bits {
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private int current;
        private int count;

        void put(int value, int length) {
            for (int bit = 0; bit < length; bit++) {
                current |= (value >> bit & 1) << count++;
                if (count == Byte.SIZE) {
                    whole.write(current);
                    current = 0;
                    count = 0;
                }
            }
        }

        /// A code of one symbol, which is told in no bits.
        void code(int symbol) {
            put(0b101, 3);
            put(symbol, 8);
        }

        byte[] bytes() {
            put(0, Short.SIZE);
            if ((whole.size() & 1) == 1) {
                put(0, Byte.SIZE);
            }
            return whole.toByteArray();
        }
    }
}
