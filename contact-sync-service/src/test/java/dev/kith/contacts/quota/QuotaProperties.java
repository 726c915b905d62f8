package dev.kith.contacts.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class QuotaProperties {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BURST = 100;
    private static final Duration REFILL = Duration.ofMinutes(30);

    @Property
    void takesExactlyWhatIsCharged(
            @ForAll @LongRange(min = -1_000_000, max = 100_000_000) long fullIn,
            @ForAll @IntRange(max = BURST) int wanted) {
        var before = at(NOW.toEpochMilli() + fullIn, NOW);
        int charged = Math.min(wanted, before.left());

        assertThat(before.charged(charged).left()).isEqualTo(before.left() - charged);
    }

    @Property
    void hasOneMoreAtTheTimeItNamesAndNotBefore(@ForAll @LongRange(min = 1, max = 180_000_000) long fullIn) {
        var quota = at(NOW.toEpochMilli() + fullIn, NOW);
        var more = quota.refillsAt().orElseThrow();

        assertThat(at(quota.fullAt(), more).left()).isEqualTo(quota.left() + 1);
        assertThat(at(quota.fullAt(), more.minusMillis(1)).left()).isEqualTo(quota.left());
    }

    private static Quota at(long fullAt, Instant now) {
        return new Quota(fullAt, now.toEpochMilli(), BURST, REFILL.toMillis());
    }
}
