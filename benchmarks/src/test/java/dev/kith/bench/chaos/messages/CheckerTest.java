package dev.kith.bench.chaos.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sound run, and the same with one thing wrong.
class CheckerTest {
    private static final int USERS = 2;
    private static final int MESSAGES = 6;

    private final Promises promises = new Promises(USERS, MESSAGES);
    private final List<StoredMessage> stored = new ArrayList<>();
    private final List<List<Shown>> screens = List.of(new ArrayList<>(), new ArrayList<>());
    private long repeated;
    private long missing;

    /// Each message is accepted before the next is sent.
    @BeforeEach
    void soundRun() {
        for (int message = 0; message < MESSAGES; message++) {
            promises.sent(message, 10 * message + 1);
            promises.accepted(message, 10 * message + 5);
            stored.add(new StoredMessage(promises.senderOf(message), message, MessageStatus.DELIVERED_VALUE));
            stored.add(new StoredMessage(promises.recipientOf(message), message, MessageStatus.RECEIVED_NEW_VALUE));
            screens.get(promises.recipientOf(message)).add(new Shown(message + 1, 100 + message, message));
        }
    }

    @Test
    void findsNothingInASoundRun() {
        var findings = check();

        assertThat(findings.kept()).isTrue();
        assertThat(findings.sent()).isEqualTo(MESSAGES);
        assertThat(findings.accepted()).isEqualTo(MESSAGES);
    }

    @Test
    void findsAMessageThatTheRecipientsInboxDropped() {
        stored.removeIf(row -> row.message() == 2 && row.user() == promises.recipientOf(2));

        assertThat(check().lost()).isOne();
    }

    @Test
    void findsAMessageThatTheSendersInboxDropped() {
        stored.removeIf(row -> row.message() == 2 && row.user() == promises.senderOf(2));

        assertThat(check().lost()).isOne();
    }

    @Test
    void findsAMessageThatNoScreenShowed() {
        screens.get(promises.recipientOf(3)).removeIf(shown -> shown.message() == 3);

        assertThat(check().notShown()).isOne();
    }

    @Test
    void findsAMessageThatIsStoredTwice() {
        stored.add(new StoredMessage(promises.recipientOf(1), 1, MessageStatus.RECEIVED_NEW_VALUE));

        assertThat(check().storedTwice()).isOne();
    }

    @Test
    void findsAMessageThatIsShownTwice() {
        screens.get(promises.recipientOf(1)).add(new Shown(50, 999, 1));

        assertThat(check().shownTwice()).isOne();
    }

    @Test
    void takesAnEntryThatComesAgainOnAnotherConnectionForOne() {
        screens.get(promises.recipientOf(1)).add(new Shown(2, 101, 1));

        assertThat(check().kept()).isTrue();
    }

    @Test
    void findsTwoMessagesThatWereSwapped() {
        var screen = screens.get(1);
        screen.removeIf(shown -> shown.message() == 0 || shown.message() == 4);
        screen.add(new Shown(1, 104, 4));
        screen.add(new Shown(5, 100, 0));

        assertThat(check().reordered()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void findsAMessageThatIsNotDeliveredForItsSender() {
        stored.replaceAll(row -> row.message() == 5 && row.user() == promises.senderOf(5)
                ? new StoredMessage(row.user(), 5, MessageStatus.SENT_VALUE)
                : row);

        assertThat(check().undelivered()).isOne();
    }

    @Test
    void findsAMessageThatWasRefusedAndIsThere() {
        promises.refused(2);

        assertThat(check().phantom()).isOne();
    }

    @Test
    void findsAMessageThatWasNeverAnswered() {
        promises.sent(0, 1);

        assertThat(check().unanswered()).isOne();
    }

    @Test
    void findsASeqThatCameTwiceOnOneConnection() {
        repeated = 3;

        assertThat(check().repeated()).isEqualTo(3);
    }

    @Test
    void tellsTheLongestThatAMessageTook() {
        promises.shown(1, promises.acceptedAt(1) + 7);
        promises.shown(2, promises.acceptedAt(2) + 9);
        promises.shown(2, promises.acceptedAt(2) + 90);

        assertThat(check().longest()).isEqualTo(9);
    }

    @Test
    void findsADeviceThatIsBehind() {
        missing = 1;

        assertThat(check().behind()).isOne();
    }

    private Findings check() {
        return Checker.check(
                promises,
                stored,
                List.of(
                        new Checker.Screen(0, screens.get(0), 0, MESSAGES - missing, MESSAGES),
                        new Checker.Screen(1, screens.get(1), repeated, MESSAGES, MESSAGES)));
    }
}
