package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ConversationBegun;
import dev.kith.contracts.event.ConversationBegun.Side;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import dev.kith.messaging.writer.Claim;
import dev.kith.messaging.writer.Claims;
import dev.kith.messaging.writer.FencedException;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogRun.Logged;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The first message of each side of a conversation.
@SocketTest
class ConversationsTest {
    private final InboxStore store;
    private final Claims claims;
    private final DataSource database;
    private final Outbox outbox;
    private final InboxRoom room;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();
    private final LogIdentity log = new LogIdentity("log-of-" + alice.uid(), "one", 4);

    ConversationsTest(InboxStore store, Claims claims, DataSource database, Outbox outbox, InboxRoom room) {
        this.store = store;
        this.claims = claims;
        this.database = database;
        this.outbox = outbox;
        this.room = room;
    }

    @Test
    void isAnnouncedOnceForEachSide() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            his.awaitMessage(hers.accepted(bob, "one"));
            his.awaitMessage(hers.accepted(bob, "two"));
            awaitAnnounced(bob, 1);
            hers.awaitMessage(his.accepted(alice, "three"));
            hers.awaitMessage(his.accepted(alice, "four"));
            awaitAnnounced(bob, 2);
            awaitAnnounced(alice, 2);
        }

        assertThat(announced(alice)).extracting(ConversationBegun::getSide).containsExactly(Side.SENT, Side.RECEIVED);
        assertThat(announced(bob)).extracting(ConversationBegun::getSide).containsExactly(Side.RECEIVED, Side.SENT);
        assertThat(announced(bob)).allSatisfy(event -> {
            assertThat(event.getPeer()).isEqualTo(alice.uid());
            assertThat(event.getApp()).isEqualTo(alice.app());
            assertThat(event.getAt()).isPositive();
        });
    }

    @Test
    void isAnnouncedOfABatchOnce() throws Exception {
        var mine = claims.takeOver(log, List.of(0));

        store.store(log, mine.values(), run(0, 50));

        awaitAnnounced(bob, 1);
    }

    @Test
    void isNotAnnouncedAgainByAWriterThatRemembersNothing() throws Exception {
        store.store(log, claims.takeOver(log, List.of(0)).values(), run(0, 2));
        var restarted = new InboxStore(database, outbox, room);

        restarted.store(log, claims.takeOver(log, List.of(0)).values(), run(2, 2));
        restarted.store(log, List.of(new Claim(0, 2, 4)), run(4, 2));

        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            his.awaitMessage(hers.accepted(bob, "after all of that"));
            awaitAnnounced(alice, 1);
        }
        assertThat(announced(bob)).hasSize(1);
    }

    @Test
    void isNotAnnouncedByAWriterThatIsFenced() throws Exception {
        var old = claims.takeOver(log, List.of(0));
        claims.takeOver(log, List.of(0));

        assertThatThrownBy(() -> store.store(log, old.values(), run(0, 1))).isInstanceOf(FencedException.class);

        assertThat(TestUser.number("select count(*) from conversation where owner = ?", bob.uid()))
                .isZero();
        assertThat(announced(bob)).isEmpty();
    }

    private List<LogRun<InboxRecord>> run(int from, int messages) {
        return List.of(new LogRun<>(
                0,
                from + messages,
                IntStream.range(from, from + messages)
                        .mapToObj(i -> new Logged<>(i, message(i)))
                        .toList()));
    }

    private InboxRecord message(int i) {
        return InboxRecord.newBuilder()
                .setOwner(bob.uid())
                .setApp(bob.app())
                .setMessage(StoredMessage.newBuilder()
                        .setId(alice.uid() << Integer.SIZE | i + 1)
                        .setSender(alice.uid())
                        .setSenderAddress(alice.address())
                        .setRecipient(bob.uid())
                        .setRecipientAddress(bob.address())
                        .setAcceptedAt(1_000 + i)
                        .setText("text " + i))
                .build();
    }

    private static void awaitAnnounced(TestUser owner, int events) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(announced(owner)).hasSize(events));
    }

    private static List<ConversationBegun> announced(TestUser owner) {
        return SharedStack.get().events().all(Topic.CONVERSATION_BEGUN).stream()
                .filter(record -> Arrays.equals(record.key(), Event.key(owner.uid())))
                .map(record -> event(Objects.requireNonNull(record.value())))
                .toList();
    }

    private static ConversationBegun event(byte[] value) {
        try {
            return ConversationBegun.parseFrom(value);
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
