package dev.kith.contacts.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Property
    void losesAndGainsNothingAtTheMomentOfAnotherRefill(
            @ForAll @LongRange(min = -1_000_000, max = 180_000_000) long fullIn,
            @ForAll @LongRange(min = 100, max = 100_000_000) long refill,
            @ForAll @LongRange(min = 0, max = 100_000_000) long later) {
        var before = at(NOW.toEpochMilli() + fullIn, NOW);
        var changed = new Allowance(BURST, refill, NOW.toEpochMilli());

        var then = Quota.of(before.fullAt(), REFILL.toMillis(), NOW, changed);
        var afterwards = Quota.of(before.fullAt(), REFILL.toMillis(), NOW.plusMillis(later), changed);

        assertThat(then.left()).isEqualTo(before.left());
        assertThat(afterwards.left()).isEqualTo(Math.min(BURST, before.left() + later / refill));
        assertThat(Quota.of(afterwards.fullAt(), refill, NOW.plusMillis(later), changed))
                .isEqualTo(afterwards);
    }

    /// The model knows the moments at which look-ups come back; the quota knows one number.
    @Property
    void agreesWithABucketThatIsRefilledByTheClock(@ForAll List<@IntRange(max = 20_000_000) Integer> steps) {
        var now = NOW;
        var quota = at(0, now);
        var bucket = new Bucket(NOW);
        for (int step : steps) {
            now = now.plusMillis(step);
            int wanted = step % (BURST / 2);
            quota = at(quota.fullAt(), now);
            bucket.advance(now);
            assertThat(quota.left()).isEqualTo(bucket.left);

            int granted = Math.min(wanted, quota.left());
            quota = quota.charged(granted);
            bucket.take(granted, now);
            assertThat(quota.left()).isEqualTo(bucket.left).isNotNegative();
        }
    }

    private static final class Bucket {
        private int left = BURST;
        private Instant next;

        Bucket(Instant now) {
            next = now;
        }

        void advance(Instant now) {
            while (left < BURST && !next.isAfter(now)) {
                left++;
                next = next.plus(REFILL);
            }
        }

        void take(int count, Instant now) {
            if (left == BURST && count > 0) {
                next = now.plus(REFILL);
            }
            left -= count;
        }
    }

    private static Quota at(long fullAt, Instant now) {
        return new Quota(fullAt, now.toEpochMilli(), BURST, REFILL.toMillis());
    }
}
