package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The writer that runs in the service, fed through the log.
@SocketTest
class InboxWriterTest {
    private final Events events = SharedStack.get().events();
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void putsAsideWhatCannotBeStoredAndGoesOn() {
        append(message(1, "before"));
        append(message(2, "no text for PostgreSQL: \0"));
        append(message(3, "after"));

        await().untilAsserted(() -> assertThat(head()).isEqualTo(2));
        var dead = events.all(Topic.INBOX.deadLetters()).stream()
                .filter(record -> java.util.Arrays.equals(record.key(), Event.key(bob.uid())))
                .toList();
        assertThat(dead).hasSize(1);
        assertThat(new String(
                        dead.getFirst()
                                .headers()
                                .lastHeader("dead-letter-reason")
                                .value(),
                        StandardCharsets.UTF_8))
                .contains("22021");
    }

    @Test
    void putsAsideWhatIsNoRecordAndGoesOn() {
        events.produce(Topic.INBOX, Event.key(bob.uid()), new byte[] {1, 2, 3}, Map.of());
        append(message(1, "after"));

        await().untilAsserted(() -> assertThat(head()).isEqualTo(1));
        events.await(
                Topic.INBOX,
                record -> java.util.Arrays.equals(record.key(), Event.key(bob.uid())),
                Duration.ofSeconds(20));
        assertThat(events.all(Topic.INBOX.deadLetters()))
                .anyMatch(record -> java.util.Arrays.equals(record.value(), new byte[] {1, 2, 3}));
    }

    @Test
    void comesBackAfterAnotherWriterTookOver() {
        append(message(1, "one"));
        await().untilAsserted(() -> assertThat(head()).isEqualTo(1));

        TestUser.execute("update consumer_offset set epoch = epoch + 1 where topic = 'inbox'");
        append(message(2, "two"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(head()).isEqualTo(2));
    }

    @Test
    void keepsAReceiptUntilItsMessageComes() {
        var rise = InboxRecord.newBuilder()
                .setOwner(alice.uid())
                .setStatus(StatusRise.newBuilder().addIds(alice.uid() << 32 | 1).setStatus(StatusRise.Status.DELIVERED))
                .build();
        events.produce(Topic.INBOX, Event.key(alice.uid()), rise.toByteArray(), Map.of());
        await().untilAsserted(() -> assertThat(early()).isEqualTo(1));

        events.produce(
                Topic.INBOX,
                Event.key(alice.uid()),
                message(1, "own").toBuilder().setOwner(alice.uid()).build().toByteArray(),
                Map.of());

        await().untilAsserted(
                        () -> assertThat(TestUser.number("select status from message where owner = ?", alice.uid()))
                                .isEqualTo(2));
        assertThat(early()).isZero();
    }

    private void append(InboxRecord record) {
        events.produce(Topic.INBOX, Event.key(record.getOwner()), record.toByteArray(), Map.of());
    }

    private InboxRecord message(int id, String text) {
        return InboxRecord.newBuilder()
                .setOwner(bob.uid())
                .setMessage(StoredMessage.newBuilder()
                        .setId(alice.uid() << 32 | id)
                        .setSender(alice.uid())
                        .setRecipient(bob.uid())
                        .setText(text))
                .build();
    }

    private long head() {
        return TestUser.number("select head from inbox_head where owner = ?", bob.uid());
    }

    private long early() {
        return TestUser.number("select count(*) from early_receipt where owner = ?", alice.uid());
    }
}
