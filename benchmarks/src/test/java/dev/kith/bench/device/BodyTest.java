package dev.kith.bench.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private final Body body = new Body(0xCAFE, 200);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12_345, 19_999_999})
    void readsBackWhichMessageItIs(int message) {
        assertThat(body.read(body.of(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {Body.SHORTEST, 19, 200, 65_536})
    void hasTheWantedLengthInBytes(int length) {
        assertThat(new Body(7, length).of(5).getBytes(StandardCharsets.UTF_8)).hasSize(length);
    }

    @Test
    void tellsTheMessagesOfAnotherRunApart() {
        assertThat(body.read(new Body(0xBEEF, 200).of(1))).isEqualTo(Body.OF_ANOTHER_RUN);
        assertThat(body.read("hello")).isEqualTo(Body.OF_ANOTHER_RUN);
        assertThat(body.read("")).isEqualTo(Body.OF_ANOTHER_RUN);
    }

    @Test
    void seesAHarmedByte() {
        var sent = body.of(77);

        assertThat(body.read(sent.substring(1))).isEqualTo(Body.OF_ANOTHER_RUN);
        assertThat(body.read(sent.substring(0, 199))).isEqualTo(Body.DAMAGED);
        assertThat(body.read(sent + "x")).isEqualTo(Body.DAMAGED);
        assertThat(body.read(sent.substring(0, 150) + "?" + sent.substring(151)))
                .isEqualTo(Body.DAMAGED);
        assertThat(body.read(sent.substring(0, 12) + "?" + sent.substring(13))).isEqualTo(Body.DAMAGED);
    }
}
