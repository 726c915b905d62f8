package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import org.junit.jupiter.api.Test;

/// An inbox in which as many messages wait for a device as may.
@SocketTest
class FullInboxTest {
    /// As the tests' configuration has it.
    private static final int MOST = 10_000;

    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void takesNoMoreMessagesOfPeopleAndTellsTheirSenders() {
        fill(MOST - 1);
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long last = hers.accepted(bob, "the last one");
            his.awaitMessage(last);
            var send = Device.text(hers.newId(), bob, "one too many");
            long full = hers.accepted(send);
            hers.awaitStatus(full, MessageStatus.FAILED_INBOX_FULL);

            // All else goes on.
            hers.ask(ClientFrame.newBuilder()
                    .setEdit(Edit.newBuilder().setId(last).setText("mended").setRevision(1)));
            his.awaitEntry(entry -> entry.getChange().getId() == last);
            long inGroup = hers.accepted(
                    Send.newBuilder().setId(hers.newId()).setGroup(group).setText("in the group"));
            his.awaitMessage(inGroup);
            his.awaitMessage(his.accepted(alice, "his own"));
            assertThat(TestUser.number("select count(*) from message where owner = ? and id = ?", bob.uid(), full))
                    .isZero();

            his.ack(his.head());
            await().until(() -> TestUser.number("select seq from inbox_ack where owner = ?", bob.uid()) > MOST);
            his.awaitMessage(hers.accepted(bob, "there is room again"));
        }
    }

    @Test
    void countsNothingButMessagesOfPeople() {
        fill(MOST);
        TestUser.execute("update message set kind = 1 where owner = ?", bob.uid());
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            his.awaitMessage(hers.accepted(bob, "hello"));
        }
    }

    private void fill(int messages) {
        TestUser.execute("""
                insert into message (owner, id, peer, peer_address, kind, status, changed_seq, first_seq, accepted_at, flags,
                                     type, body, reply_to, content_hash)
                select ?, n, 1, 'someone@kith.test', 2, 10, n, n, n, 0, '', 'x', 0, 0 from generate_series(1, ?) n""", bob.uid(), messages);
        TestUser.execute("insert into inbox_head values (?, ?)", bob.uid(), (long) messages);
    }
}
