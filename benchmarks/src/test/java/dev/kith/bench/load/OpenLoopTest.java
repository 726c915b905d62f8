package dev.kith.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /// Time that passes only by parking, a third of what is asked at a time, and by what a send costs.
    private static final class Clock implements OpenLoop.Pace {
        private long now = 1_000;
        private int parked;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void park(long nanos) {
            parked++;
            now += Math.max(1, nanos / 3);
        }
    }

    private final Clock clock = new Clock();
    private final OpenLoop loop = new OpenLoop(clock, 1_000, 1_000 + 5 * MILLI);

    @Test
    void spreadsItemsEvenly() {
        assertThat(loop.due(0)).isEqualTo(1_000 + 5 * MILLI);
        assertThat(loop.due(1) - loop.due(0)).isEqualTo(MILLI);
        assertThat(loop.due(86_400_000) - loop.due(0)).isEqualTo(TimeUnit.DAYS.toNanos(1));
    }

    @Test
    void roundsNothingAwayAtAnOddRate() {
        var odd = new OpenLoop(clock, 7, 0);

        assertThat(LongStream.range(0, 1_000).map(i -> odd.due(7 * i))).allMatch(due -> due % 1_000_000_000 == 0);
    }

    @Test
    void sendsEachItemOnceInOrderAndNoneBeforeItIsDue() {
        var sent = new ArrayList<Long>();

        long count = loop.run(100, item -> {
            assertThat(clock.now).isGreaterThanOrEqualTo(loop.due(item));
            sent.add(item);
        });

        assertThat(count).isEqualTo(100);
        assertThat(sent).isEqualTo(LongStream.range(0, 100).boxed().toList());
        assertThat(clock.parked).isPositive();
    }

    @Test
    void catchesUpAfterAStallWithoutMovingThePlan() {
        var late = new ArrayList<Long>();

        loop.run(100, item -> {
            late.add(clock.now - loop.due(item));
            clock.now += item == 10 ? 50 * MILLI : 0;
        });

        assertThat(late.get(11)).isBetween(49 * MILLI, 50 * MILLI);
        assertThat(late.get(40)).isBetween(20 * MILLI, 21 * MILLI);
        assertThat(late.get(90)).isLessThan(MILLI);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        long count = loop.run(100, item -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(count).isZero();
    }

    @Test
    void keepsAFixedRateOnTheRealClock() {
        var pace = OpenLoop.Pace.PARKING;
        var real = new OpenLoop(pace, 2_000, pace.nanoTime());

        real.run(200, item -> LockSupport.parkNanos(1));

        assertThat(pace.nanoTime() - real.due(0)).isGreaterThanOrEqualTo(199 * MILLI / 2);
    }
}
