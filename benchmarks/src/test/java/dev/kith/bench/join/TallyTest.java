package dev.kith.bench.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(Set.of(1L, 2L));

    @Test
    void isCompleteWhenEachHolderWasToldOnce() {
        tally.heard(1);
        assertThat(tally.isComplete()).isFalse();
        assertThat(tally.lost()).isEqualTo(1);

        tally.heard(2);

        assertThat(tally.isComplete()).isTrue();
        assertThat(tally.lost() + tally.doubled() + tally.strangers()).isZero();
    }

    @Test
    void countsWhoWasToldTwiceAndWhoShouldNotHaveBeen() {
        tally.heard(1);
        tally.heard(1);
        tally.heard(7);

        assertThat(tally.doubled()).isEqualTo(1);
        assertThat(tally.strangers()).isEqualTo(1);
        assertThat(tally.isComplete()).isFalse();
    }
}
