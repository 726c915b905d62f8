package dev.kith.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The checker sees every fault that is put in on purpose.
class LedgerTest {
    private static final int SENDERS = 4;
    private static final int MESSAGES = 40;

    private final Ledger ledger = new Ledger(SENDERS, MESSAGES);

    private void happens(int message) {
        ledger.sent(message);
        ledger.accepted(message);
        ledger.pushed(message);
        ledger.stored(message);
    }

    private void happenAllBut(int... messages) {
        IntStream.range(0, MESSAGES)
                .filter(m -> IntStream.of(messages).noneMatch(other -> other == m))
                .forEach(this::happens);
    }

    @Test
    void findsNothingWrongWithARunInWhichAllWentWell() {
        happenAllBut();

        var verdict = ledger.verdict(10);

        assertThat(verdict.kept()).isTrue();
        assertThat(verdict.complete()).isTrue();
        assertThat(verdict.sent()).isEqualTo(30);
        assertThat(verdict.accepted()).isEqualTo(30);
        assertThat(verdict.received()).isEqualTo(30);
    }

    @Test
    void countsAnAcceptedMessageThatIsNowhereAsLost() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.accepted(7);

        var verdict = ledger.verdict(0);

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void countsALossOfTheWarmUpToo() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.accepted(7);

        assertThat(ledger.verdict(20).lost()).isEqualTo(1);
    }

    @Test
    void countsAMessageThatWasPushedButIsNotStoredAsLost() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.accepted(7);
        ledger.pushed(7);

        assertThat(ledger.verdict(0).lost()).isEqualTo(1);
    }

    @Test
    void countsAStoredMessageThatWasNeverPushedAsLateAndNotAsLost() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.accepted(7);
        ledger.stored(7);

        var verdict = ledger.verdict(0);

        assertThat(verdict.lost()).isZero();
        assertThat(verdict.late()).isEqualTo(1);
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void doesNotWaitForPushesToASocketThatIsClosed() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.accepted(7);
        ledger.stored(7);
        ledger.unheard(ledger.sender(7));

        assertThat(ledger.verdict(0).kept()).isTrue();
    }

    @Test
    void countsEveryFurtherPushAsADuplicate() {
        happenAllBut();
        assertThat(ledger.pushed(7)).isFalse();
        assertThat(ledger.pushed(7)).isFalse();
        assertThat(ledger.pushed(8)).isFalse();

        assertThat(ledger.verdict(0).duplicated()).isEqualTo(3);
    }

    @Test
    void countsAMessageThatComesAfterALaterOneOfItsSenderAsReordered() {
        happenAllBut(4, 8);
        happens(8);
        happens(4);

        assertThat(ledger.verdict(0).reordered()).isEqualTo(2);
    }

    @Test
    void takesNoOrderBetweenSenders() {
        for (int sender = SENDERS - 1; sender >= 0; sender--) {
            for (int number = 0; number < MESSAGES / SENDERS; number++) {
                happens(ledger.message(sender, number));
            }
        }

        assertThat(ledger.verdict(0).kept()).isTrue();
    }

    @Test
    void takesWhatWasFetchedAfterAGapAsReceivedOnceAndNotAsADuplicate() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.accepted(7);
        ledger.stored(7);

        assertThat(ledger.repaired(7)).isTrue();
        assertThat(ledger.repaired(7)).isFalse();
        assertThat(ledger.pushed(7)).isFalse();

        var verdict = ledger.verdict(0);
        assertThat(verdict.received()).isEqualTo(MESSAGES);
        assertThat(verdict.duplicated()).isZero();
    }

    @Test
    void countsARefusedMessageThatComesAllTheSameAsPhantom() {
        happenAllBut(7);
        ledger.sent(7);
        ledger.refused(7, "unreachable");
        ledger.stored(7);

        var verdict = ledger.verdict(0);

        assertThat(verdict.phantom()).isEqualTo(1);
        assertThat(verdict.refused()).isEqualTo(1);
        assertThat(ledger.refusals()).containsExactly(Map.entry("unreachable", 1L));
    }

    @Test
    void doesNotBlameAnybodyForAMessageWithoutAnswerThatIsNowhere() {
        happenAllBut(7);
        ledger.sent(7);

        var verdict = ledger.verdict(0);

        assertThat(verdict.kept()).isTrue();
        assertThat(verdict.unanswered()).isEqualTo(1);
        assertThat(verdict.complete()).isFalse();
    }

    @Test
    void countsHarmedMessages() {
        happenAllBut();
        ledger.damaged();

        assertThat(ledger.verdict(0).kept()).isFalse();
    }

    @Test
    void numbersTheMessagesOfEachSenderWithoutGaps() {
        assertThat(IntStream.range(0, MESSAGES)
                        .filter(m -> ledger.sender(m) == 3)
                        .map(ledger::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(IntStream.range(0, MESSAGES)).allMatch(m -> ledger.message(ledger.sender(m), ledger.number(m)) == m);
    }
}
