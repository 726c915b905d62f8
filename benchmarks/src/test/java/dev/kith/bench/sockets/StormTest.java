package dev.kith.bench.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StormTest {
    @Test
    void spreadsAllOverTheWholeTime() {
        var offsets = Storm.of(1_000, 10_000, 1).offsets();

        assertThat(offsets).hasSize(1_000);
        for (int second = 0; second < 10; second++) {
            long from = second * 1_000L;
            assertThat(offsets.stream()
                            .filter(at -> at >= from && at < from + 1_000)
                            .count())
                    .isBetween(60L, 140L);
        }
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(Storm.of(10, 100, 7).offsets())
                .isEqualTo(Storm.of(10, 100, 7).offsets());
    }
}
