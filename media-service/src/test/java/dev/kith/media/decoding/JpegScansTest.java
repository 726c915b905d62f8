package dev.kith.media.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegScansTest {
    @ParameterizedTest
    @CsvSource({
        "ffd8 ffd9, 0",
        "ffd8 ffda0002 1234 ffd9, 1",
        "ffd8 ffda0002 1234 ffda0002 56 ffd9, 2",
        // No scan: in a segment, as of a small picture inside; an escaped byte; a restart; behind the end.
        "ffd8 ffe10008ffd8ffda0002 ffda0002 12 ffd9, 1",
        "ffd8 ffda0002 ff00da ffd9, 1",
        "ffd8 ffda0002 12 ffd0 34 ffd7 56 ffd9, 1",
        "ffd8 ffda0002 12 ffd9 ffda0002 ffd9, 1",
        // What decoders skip: fill bytes, and what stands between segments.
        "ffd8 1234 ffffffda0002 12 ffd9, 1",
        // Broken off.
        "ffd8 ffda0002 1234, 1",
        "ffd8 ffda00, 1",
        "ffd8 ffe1ffff00 ffda0002, 0",
        "'', 0"
    })
    void areCountedAsADecoderMeetsThem(String bytes, int scans) throws IOException {
        var jpeg = HexFormat.of().parseHex(bytes.replace(" ", ""));

        assertThat(JpegScans.count(jpeg)).isEqualTo(scans);
    }
}
