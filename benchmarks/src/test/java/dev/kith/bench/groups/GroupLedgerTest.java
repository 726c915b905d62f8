package dev.kith.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The checker sees every fault that is put in on purpose.
class GroupLedgerTest {
    private static final int MESSAGES = 24;
    private static final Shape SHAPE = new Shape(2, 4, 3, 4);
    /// A message of group 0 that user 1 did not send.
    private static final int ONE = 6;

    private static final int AFTER_IT = ONE + SHAPE.groups();
    private static final int LISTENER = 1;

    private final GroupLedger ledger = new GroupLedger(SHAPE, MESSAGES);
    private final List<Hearing> hearings = new ArrayList<>();

    @BeforeEach
    void somebodyListens() {
        IntStream.range(0, SHAPE.users()).forEach(user -> hearings.add(Hearing.of(SHAPE, user)));
        hearings.add(Hearing.away(SHAPE));
    }

    private static long numberOf(int message) {
        return 2L + message / SHAPE.groups();
    }

    private void sent(int message) {
        ledger.sent(message);
        ledger.accepted(message);
    }

    private void comes(int message, Hearing hearing) {
        if (hearing.listens()) {
            hearing.pushed(message, numberOf(message));
        }
    }

    private void keeps(int message, Hearing hearing) {
        ledger.numbered(message, numberOf(message));
        hearing.stored(message, numberOf(message));
    }

    /// All goes well, but with this message at this device only what the fault does.
    private GroupVerdict verdict(Runnable fault, int device) {
        for (int message = 0; message < MESSAGES; message++) {
            sent(message);
            for (var hearing : hearings) {
                if (!hearing.concerns(message)) {
                    continue;
                }
                if (message == ONE && hearing == hearings.get(device)) {
                    fault.run();
                } else {
                    comes(message, hearing);
                    keeps(message, hearing);
                }
            }
        }
        return ledger.verdict(hearings, 4);
    }

    private Hearing listener() {
        return hearings.get(LISTENER);
    }

    @Test
    void findsNothingWrongWithARunInWhichAllWentWell() {
        var verdict = verdict(
                () -> {
                    comes(ONE, listener());
                    keeps(ONE, listener());
                },
                LISTENER);

        assertThat(verdict).isEqualTo(new GroupVerdict(20, 20, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0));
        assertThat(verdict.kept()).isTrue();
        assertThat(verdict.complete()).isTrue();
    }

    @Test
    void countsWhatOneMemberDoesNotHaveAsLost() {
        var verdict = verdict(() -> comes(ONE, listener()), LISTENER);

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void countsWhatSomebodyDoesNotFindWhoWasAwayAsLost() {
        var verdict = verdict(() -> {}, SHAPE.users());

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.notPushed()).isZero();
    }

    @Test
    void countsWhatIsStoredAndDidNotComeAsNotPushed() {
        var verdict = verdict(() -> keeps(ONE, listener()), LISTENER);

        assertThat(verdict.notPushed()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
    }

    @Test
    void takesWhatWasFetchedAfterAGapAsReceivedOnceAndNotAsADuplicate() {
        var verdict = verdict(
                () -> {
                    assertThat(listener().fetched(ONE)).isTrue();
                    assertThat(listener().fetched(ONE)).isFalse();
                    assertThat(listener().pushed(ONE, numberOf(ONE))).isFalse();
                    keeps(ONE, listener());
                },
                LISTENER);

        assertThat(verdict.kept()).isTrue();
        assertThat(verdict.deliveries()).isEqualTo(40);
    }

    @Test
    void doesNotWaitForPushesToASocketThatIsClosed() {
        var verdict = verdict(
                () -> {
                    listener().unheard();
                    keeps(ONE, listener());
                },
                LISTENER);

        assertThat(verdict.kept()).isTrue();
    }

    @Test
    void countsWhatIsPushedAgainAndWhatIsStoredTwice() {
        var verdict = verdict(
                () -> {
                    comes(ONE, listener());
                    comes(ONE, listener());
                    keeps(ONE, listener());
                    keeps(ONE, listener());
                },
                LISTENER);

        assertThat(verdict.duplicated()).isEqualTo(2);
    }

    @Test
    void countsWhatComesAfterALaterOneOfItsGroup() {
        var verdict = verdict(
                () -> {
                    comes(AFTER_IT, listener());
                    comes(ONE, listener());
                    keeps(ONE, listener());
                },
                LISTENER);

        assertThat(verdict.reordered()).isEqualTo(1);
    }

    @Test
    void countsWhatStandsInAnInboxAfterALaterOneOfItsGroup() {
        var verdict = verdict(
                () -> {
                    comes(ONE, listener());
                    keeps(AFTER_IT, listener());
                    keeps(ONE, listener());
                },
                LISTENER);

        assertThat(verdict.reordered()).isEqualTo(1);
    }

    @Test
    void begetsNothingByLookingAgain() {
        verdict(() -> keeps(ONE, listener()), LISTENER);
        var away = hearings.get(SHAPE.users());

        away.beginCheck();
        IntStream.range(0, MESSAGES).forEach(message -> keeps(message, away));

        var verdict = ledger.verdict(hearings, 0);
        assertThat(verdict.duplicated()).isZero();
        assertThat(verdict.reordered()).isZero();
        assertThat(verdict.lost()).isZero();
    }

    @Test
    void countsAMessageThatHasAnotherNumberForOneMember() {
        int away = SHAPE.users();

        var verdict = verdict(
                () -> {
                    ledger.numbered(ONE, numberOf(ONE) + 1);
                    hearings.get(away).stored(ONE, numberOf(ONE));
                },
                away);

        assertThat(verdict.misnumbered()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
    }

    @Test
    void countsNumbersThatAGroupGaveTwiceOrLeftOut() {
        ledger.numbered(0, 2);
        ledger.numbered(2, 3);
        ledger.numbered(4, 3);
        ledger.numbered(6, 5);

        assertThat(ledger.verdict(List.of(), 0).misnumbered()).isEqualTo(2);
    }

    @Test
    void countsARefusedMessageThatIsThereAllTheSame() {
        ledger.sent(ONE);
        ledger.refused(ONE, "role-needed");
        keeps(ONE, listener());

        var verdict = ledger.verdict(List.of(listener()), 0);

        assertThat(verdict.phantom()).isEqualTo(1);
        assertThat(verdict.refused()).isEqualTo(1);
        assertThat(ledger.refusals()).containsExactly(Map.entry("role-needed", 1L));
    }

    @Test
    void saysWhenTheLastOfThoseWhoAreOnlineHasIt() {
        assertThat(ledger.received(ONE)).isFalse();
        assertThat(ledger.received(ONE)).isTrue();
    }
}
