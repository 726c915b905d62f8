package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Sync;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SocketTest
class ConversationTest {

    @ParameterizedTest
    @ValueSource(strings = {Device.PROTO, Device.JSON})
    void carriesAMessageAndItsReceipts(String subprotocol) {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a", subprotocol);
                var his = Device.of(bob, "b", subprotocol)) {

            long id = hers.accepted(Device.text(hers.newId(), bob, "hello \uD83D\uDC4B")
                    .setType("chat")
                    .setDeliveryReceipt(true)
                    .setReadReceipt(true)
                    .putProperties("colour", "blue"));
            var received = his.awaitMessage(id);
            his.ack(received.getSeq());
            hers.awaitStatus(id, MessageStatus.DELIVERED);
            his.read(id);

            hers.awaitStatus(id, MessageStatus.READ);
            his.awaitStatus(id, MessageStatus.RECEIVED_READ);
            assertThat(id)
                    .isEqualTo(alice.uid() << 32
                            | Integer.toUnsignedLong(hers.welcome().getIdBlock().getFirst()));
            assertThat(received.getSeq()).isEqualTo(1);
            var message = received.getMessage();
            assertThat(message.getText()).isEqualTo("hello \uD83D\uDC4B");
            assertThat(message.getSender()).isEqualTo(alice.address());
            assertThat(message.getRecipient()).isEqualTo(bob.address());
            assertThat(message.getType()).isEqualTo("chat");
            assertThat(message.getPropertiesMap()).containsEntry("colour", "blue");
            assertThat(message.getStatus()).isEqualTo(MessageStatus.RECEIVED_NEW);
            assertThat(hers.pushed()).extracting(Entry::getSeq).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void keepsTheOrderOfOneDevice() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            var ids = new long[15];

            for (int i = 0; i < ids.length; i++) {
                int id = hers.newId();
                ids[i] = alice.uid() << 32 | Integer.toUnsignedLong(id);
                hers.tell(ClientFrame.newBuilder().setSend(Device.text(id, bob, "no. " + i)));
            }

            his.awaitMessage(ids[ids.length - 1]);
            assertThat(his.pushed().stream()
                            .mapToLong(entry -> entry.getMessage().getId())
                            .toArray())
                    .containsExactly(ids);
            assertThat(his.pushed().stream().mapToLong(Entry::getSeq).toArray())
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        }
    }

    @Test
    void storesARepeatedMessageOnce() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            int id = hers.newId();

            long first = hers.accepted(Device.text(id, bob, "once"));
            long again = hers.accepted(Device.text(id, bob, "once"));
            long other = hers.accepted(bob, "after");

            assertThat(again).isEqualTo(first);
            his.awaitMessage(other);
            assertThat(his.pushed()).extracting(Entry::getSeq).containsExactly(1L, 2L);
            assertThat(hers.head()).isEqualTo(2);
        }
    }

    @Test
    void refusesAnIdThatWasUsedForAnotherMessage() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        var carol = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var carols = Device.of(carol, "c")) {
            int id = hers.newId();
            hers.awaitMessage(hers.accepted(Device.text(id, bob, "one")));

            var otherText = hers.refused(Device.text(id, bob, "another"));
            var otherPeer = hers.refused(Device.text(id, carol, "one"));

            assertThat(otherText).isEqualTo("id-conflict");
            assertThat(otherPeer).isEqualTo("id-conflict");
            assertThat(carols.head()).isZero();
        }
    }

    @Test
    void bringsADeviceUpToDateThatWasAway() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(bob, "for later");
            hers.awaitMessage(id);

            try (var his = Device.silent(Device.PROTO)) {
                var welcome = his.hello(bob.token("b"), 0);
                var entries = his.sync(0);
                his.ack(entries.getLast().getSeq());

                hers.awaitStatus(id, MessageStatus.DELIVERED);
                assertThat(welcome.getHead()).isEqualTo(1);
                assertThat(entries).extracting(e -> e.getMessage().getText()).containsExactly("for later");
            }
        }
    }

    @Test
    void tellsOfDeliveryWhenTheAckOfTheConnectionBeforeWasLost() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(bob, "stored, and never acknowledged");
            long seq = his.awaitMessage(id).getSeq();

            try (var again = Device.silent(Device.PROTO)) {
                again.hello(bob.token("b"), seq);
                again.ack(seq);

                hers.awaitStatus(id, MessageStatus.DELIVERED);
            }
        }
    }

    @Test
    void tellsOfDeliveryWhenAMessageIsReadBeforeTheFirstAck() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.silent(Device.PROTO)) {
            his.hello(bob.token("b"), 0);
            long id =
                    hers.accepted(Device.text(hers.newId(), bob, "read at once").setDeliveryReceipt(true));
            his.awaitMessage(id);
            his.read(id);
            his.awaitStatus(id, MessageStatus.RECEIVED_READ);

            his.ack(1);

            hers.awaitStatus(id, MessageStatus.DELIVERED);
        }
    }

    @Test
    void showsEachMessageAsItStandsNowToADeviceThatSyncs() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long first = hers.accepted(bob, "one");
            long second = hers.accepted(bob, "two");
            his.awaitMessage(second);
            his.read(first);
            hers.awaitStatus(first, MessageStatus.READ);

            var since = hers.sync(0);
            var none = hers.sync(hers.head());

            assertThat(since)
                    .extracting(
                            e -> e.getMessage().getId(),
                            e -> e.getMessage().getStatus(),
                            Entry::getSeq,
                            Entry::getFirstSeq)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(second, MessageStatus.SENT, 2L, 0L),
                            org.assertj.core.groups.Tuple.tuple(first, MessageStatus.READ, 3L, 1L));
            assertThat(none).isEmpty();
        }
    }

    @Test
    void turnsThePagesOfALargeInbox() {
        var alice = TestUser.joined();
        TestUser.execute(
                "insert into message (owner, id, peer, peer_address, kind, status, changed_seq, accepted_at, flags, type,"
                        + " body, reply_to, content_hash) select ?, 7::bigint << 32 | n, 7, 'seven', 2, 10, n, n, 0, '', 'x',"
                        + " 0, 0 from generate_series(1, 1200) n",
                alice.uid());
        TestUser.execute("insert into inbox_head values (?, 1200)", alice.uid());
        try (var hers = Device.of(alice, "a")) {

            var entries = hers.sync(0);

            assertThat(entries)
                    .extracting(Entry::getSeq)
                    .hasSize(1200)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void makesPagesOfLargeMessagesShort() {
        var alice = TestUser.joined();
        TestUser.execute(
                "insert into message (owner, id, peer, peer_address, kind, status, changed_seq, accepted_at, flags, type,"
                        + " body, reply_to, content_hash) select ?, 7::bigint << 32 | n, 7, 'seven', 2, 10, n, n, 0, '',"
                        + " repeat('x', 60000), 0, 0 from generate_series(1, 20) n",
                alice.uid());
        TestUser.execute("insert into inbox_head values (?, 20)", alice.uid());
        try (var hers = Device.of(alice, "a")) {

            var first = hers.ask(ClientFrame.newBuilder().setSync(Sync.getDefaultInstance()))
                    .getSyncPage();
            var all = hers.sync(0);

            assertThat(first.getEntriesCount()).isBetween(5, 10);
            assertThat(first.getNext().isEmpty()).isFalse();
            assertThat(all).extracting(Entry::getSeq).hasSize(20).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsAllDevicesOfAUser() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var herOther = Device.of(alice, "a2", Device.JSON);
                var his = Device.of(bob, "b");
                var hisOther = Device.of(bob, "b2", Device.JSON)) {

            long id = hers.accepted(bob, "to all");
            his.awaitMessage(id);
            hisOther.awaitMessage(id);
            his.read(id);

            hisOther.awaitStatus(id, MessageStatus.RECEIVED_READ);
            herOther.awaitStatus(id, MessageStatus.READ);
            assertThat(herOther.awaitMessage(id).getMessage().getStatus()).isEqualTo(MessageStatus.SENT);
            assertThat(hers.welcome().getIdBlock().getLast())
                    .isLessThan(herOther.welcome().getIdBlock().getFirst());
        }
    }

    @Test
    void givesADeviceItsOwnBlockAgainAndTheNextFreeId() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var first = Device.of(alice, "a")) {
            first.awaitMessage(first.accepted(bob, "one"));
            var block = first.welcome().getIdBlock();

            first.close();

            // At first it may be told a later one, until its connection before has given back what it did not use.
            org.awaitility.Awaitility.await().untilAsserted(() -> {
                try (var again = Device.of(alice, "a")) {
                    assertThat(again.welcome().getIdBlock().getFirst()).isEqualTo(block.getFirst());
                    assertThat(again.welcome().getIdBlock().getNext()).isEqualTo(block.getNext() + 1);
                }
            });
        }
    }

    @Test
    void stopsPushingToADeviceThatDoesNotAcknowledge() {
        var alice = TestUser.joined();
        var bob = TestUser.joined();
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            for (int i = 0; i < 25; i++) {
                hers.accepted(bob, "no. " + i);
                hers.ack(hers.head());
            }
            his.awaitEntry(entry -> entry.getSeq() == 20);
            org.awaitility.Awaitility.await().until(() -> his.head() == 25);

            his.ack(20);
            his.awaitFrame(frame -> frame.hasPush() && frame.getPush().getHead() == 25);
            var missed = his.sync(20);
            his.ack(25);
            long next = hers.accepted(bob, "the next");

            assertThat(his.awaitMessage(next).getSeq()).isEqualTo(26);
            assertThat(missed).extracting(Entry::getSeq).containsExactly(21L, 22L, 23L, 24L, 25L);
            assertThat(his.pushed())
                    .extracting(Entry::getSeq)
                    .doesNotContain(21L)
                    .contains(20L, 26L);
        }
    }
}
