package dev.kith.contacts.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BURST = 100;
    private static final Duration REFILL = Duration.ofMinutes(30);

    @Test
    void beginsFull() {
        assertThat(at(0, NOW).left()).isEqualTo(BURST);
        assertThat(at(0, NOW).refillsAt()).isEmpty();
    }

    @Test
    void comesBackOneByOne() {
        var used = at(0, NOW).charged(BURST);

        assertThat(used.left()).isZero();
        assertThat(used.refillsAt()).contains(NOW.plus(REFILL));
        assertThat(at(used.fullAt(), NOW.plus(REFILL)).left()).isOne();
        assertThat(at(used.fullAt(), NOW.plus(REFILL.multipliedBy(BURST + 7))).left())
                .isEqualTo(BURST);
    }

    private static Quota at(long fullAt, Instant now) {
        return new Quota(fullAt, now.toEpochMilli(), BURST, REFILL.toMillis());
    }
}
