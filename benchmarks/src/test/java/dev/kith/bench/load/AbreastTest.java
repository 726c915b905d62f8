package dev.kith.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbreastTest {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Abreast abreast = new Abreast(4, done -> {});

    @Test
    void givesTheAnswersInOrderAndNeverRunsMoreThanItsWidth() throws InterruptedException {
        var answers = abreast.all(200, item -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            LockSupport.parkNanos(100_000);
            running.decrementAndGet();
            return item * 2;
        });

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> i * 2).toList());
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void endsWithTheFirstFailure() {
        var begun = new AtomicInteger();

        assertThatThrownBy(() -> abreast.all(10_000, item -> {
                    begun.incrementAndGet();
                    if (item == 3) {
                        throw new IllegalStateException("no");
                    }
                    return item;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(begun.get()).isLessThan(10_000);
    }
}
