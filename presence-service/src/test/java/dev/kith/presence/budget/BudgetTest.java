package dev.kith.presence.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.presence.Promised;
import dev.kith.presence.TurnedClock;
import dev.kith.presence.budget.Budget.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final int PER_SECOND = 100;
    private static final long ALICE = 1;
    private static final long BOB = 2;

    private final BudgetConfiguration configuration = Promised.budget();
    private final TurnedClock clock = new TurnedClock();
    private final Budget budget = new Budget(configuration, PER_SECOND, clock.instant());

    @Test
    void tellsAtOnceWhileSomethingIsLeft() {
        assertThat(judge(ALICE)).isEqualTo(Verdict.TELL);

        budget.spend(199); // of two seconds that were saved up

        assertThat(judge(BOB)).isEqualTo(Verdict.TELL);
    }

    @Test
    void hasTheChangesOfOneSubjectWaitAsOne() {
        budget.spend(200);

        assertThat(judge(ALICE)).isEqualTo(Verdict.WAIT);
        assertThat(judge(BOB)).isEqualTo(Verdict.WAIT);
        assertThat(judge(ALICE)).isEqualTo(Verdict.WAIT);

        clock.turn(Duration.ofMillis(10));
        assertThat(budget.release(PER_SECOND, clock.instant())).isEqualTo(List.of(ALICE, BOB));
        assertThat(budget.isWaiting()).isFalse();
    }

    @Test
    void paysADebtBeforeItTellsOn() {
        budget.spend(200 + 100); // one with a hundred watchers too many
        judge(ALICE);

        clock.turn(Duration.ofSeconds(1));
        assertThat(budget.release(PER_SECOND, clock.instant())).isEmpty();

        clock.turn(Duration.ofMillis(10));
        assertThat(budget.release(PER_SECOND, clock.instant())).isEqualTo(List.of(ALICE));
    }

    @Test
    void savesNoMoreThanItsMost() {
        clock.turn(Duration.ofDays(1));
        judge(ALICE);

        budget.spend(200);

        assertThat(judge(ALICE)).isEqualTo(Verdict.WAIT);
    }

    @Test
    void goesOnDemandWhenTheWaitingDoesNotEnd() {
        budget.spend(200);
        judge(ALICE);
        for (int i = 0; i < 10; i++) {
            waitOneSecondMore();
        }
        clock.turn(Duration.ofMillis(1));
        budget.spend(200);

        assertThat(judge(BOB)).isEqualTo(Verdict.ON_DEMAND);
        assertThat(judge(ALICE)).isEqualTo(Verdict.ON_DEMAND);
        assertThat(budget.isOnDemand(clock.instant())).isTrue();
        assertThat(budget.isWaiting()).isFalse();
    }

    @Test
    void isPatientAnewOnceNobodyWaits() {
        budget.spend(200);
        judge(ALICE);
        for (int i = 0; i < 10; i++) {
            waitOneSecondMore();
        }
        clock.turn(Duration.ofSeconds(1));
        budget.release(PER_SECOND, clock.instant());
        budget.release(PER_SECOND, clock.instant()); // nobody is left

        budget.spend(200);
        clock.turn(Duration.ofMillis(1));

        assertThat(judge(ALICE)).isEqualTo(Verdict.WAIT);
    }

    @Test
    void tellsAgainAfterAWhileOnDemand() {
        budget.spend(200);
        judge(ALICE);
        clock.turn(configuration.patience());
        budget.spend(2_000);
        clock.turn(Duration.ofMillis(1));
        assertThat(judge(ALICE)).isEqualTo(Verdict.ON_DEMAND);

        clock.turn(configuration.onDemand());

        assertThat(judge(ALICE)).isEqualTo(Verdict.TELL);
    }

    @Test
    void standsAsMadeAnewOnceItHasSavedAgain() {
        budget.spend(1);
        assertThat(budget.isFull(PER_SECOND, clock.instant())).isFalse();

        clock.turn(Duration.ofMillis(10));

        assertThat(budget.isFull(PER_SECOND, clock.instant())).isTrue();
    }

    /// What comes in is spent, and one has to wait again.
    private void waitOneSecondMore() {
        clock.turn(Duration.ofSeconds(1));
        budget.release(PER_SECOND, clock.instant());
        budget.spend(100);
        assertThat(judge(ALICE)).isEqualTo(Verdict.WAIT);
    }

    private Verdict judge(long subject) {
        return budget.judge(subject, PER_SECOND, clock.instant());
    }
}
