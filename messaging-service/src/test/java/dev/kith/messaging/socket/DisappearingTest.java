package dev.kith.messaging.socket;

import static dev.kith.messaging.testing.Device.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.CallKind;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Delete;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Disappearing;
import dev.kith.contracts.socket.Disappearing.After;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.group.Groups;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Messages that go for good after a while.
@SocketTest
class DisappearingTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void takesAMessageFromBothSidesAfterItWasSent() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(fading(hers, After.SENDING, 4));

            var told = his.awaitMessage(id).getMessage();
            awaitGone(hers, id);
            awaitGone(his, id);

            assertThat(told.getText()).isEqualTo("burn this");
            assertThat(told.getDisappear().getAfter()).isEqualTo(After.SENDING);
            assertThat(told.getDisappear().getSeconds()).isEqualTo(4);
            for (var device : List.of(hers, his)) {
                var gone = device.sync(0).getFirst().getMessage();
                assertThat(gone.getDeletion()).isEqualTo(Deletion.DISAPPEARED);
                assertThat(gone.hasText()).isFalse();
            }
            assertThat(left(id)).isZero();
            await().until(() ->
                    TestUser.number("select count(*) from message where id = ? and disappear_at <> 0", id) == 0);
            assertThat(hers.head()).isEqualTo(2);
        }
    }

    @Test
    void countsFromTheDeliveryToTheFirstDevice() {
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(fading(hers, After.DELIVERY, 1));
            hers.awaitMessage(id);
            assertThat(fadesAt(alice, id)).isZero();
            try (var his = Device.of(bob, "b")) {
                var arrived = his.sync(0).getFirst();
                assertThat(arrived.getMessage().getText()).isEqualTo("burn this");
                // Her own device has put it away already: his copy goes all the same.
                hers.ask(ClientFrame.newBuilder().setDelete(Delete.newBuilder().setId(id)));
                his.ack(arrived.getSeq());

                hers.awaitStatus(id, MessageStatus.DELIVERED);
                awaitGone(his, id);
                assertThat(left(id)).isZero();
            }
        }
    }

    @Test
    void countsFromReadingOnBothSides() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(fading(hers, After.READING, 1));
            his.ack(his.awaitMessage(id).getSeq());
            assertThat(fadesAt(bob, id)).isZero();

            his.read(id);

            hers.awaitStatus(id, MessageStatus.READ);
            awaitGone(his, id);
            awaitGone(hers, id);
            assertThat(left(id)).isZero();
        }
    }

    @Test
    void showsNothingOfWhatIsOverBeforeItIsFound() {
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(fading(hers, After.SENDING, 3600));
            hers.awaitMessage(id);
            TestUser.execute("update message set disappear_at = 1 where owner = ? and id = ?", alice.uid(), id);

            var shown = hers.sync(0).getFirst().getMessage();

            assertThat(shown.getDeletion()).isEqualTo(Deletion.DISAPPEARED);
            assertThat(shown.hasText()).isFalse();
        }
    }

    @Test
    void takesAMessageOfAGroupFromAllItsMembers() {
        var carol = TestUser.joined();
        long group = Groups.of(alice, bob, carol);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(Send.newBuilder()
                    .setId(hers.newId())
                    .setGroup(group)
                    .setText("burn this, all")
                    .setDisappear(
                            Disappearing.newBuilder().setAfter(After.SENDING).setSeconds(4)));
            assertThat(his.awaitMessage(id).getMessage().getText()).isEqualTo("burn this, all");

            awaitGone(hers, id);
            awaitGone(his, id);

            await().until(() ->
                    TestUser.number("select count(*) from group_message where id = ? and body is not null", id) == 0);
            await().until(() -> TestUser.number("select count(*) from message where id = ? and deletion = 5", id) == 3);
        }
    }

    @Test
    void refusesWhatCannotDisappearSo() {
        long group = Groups.of(alice, bob);
        try (var hers = Device.of(alice, "a")) {
            for (var wish : List.of(
                    fading(hers, After.AFTER_UNSPECIFIED, 1),
                    fading(hers, After.SENDING, 0),
                    fading(hers, After.SENDING, -1),
                    fading(hers, After.SENDING, 366L * 24 * 3600 + 1),
                    fading(hers, After.SENDING, 1).setCall(CallKind.AUDIO),
                    fading(hers, After.DELIVERY, 1).clearTo().setGroup(group),
                    fading(hers, After.READING, 1).clearTo().setGroup(group))) {
                assertThat(hers.refused(wish)).isEqualTo("invalid-value");
            }
        }
    }

    private Send.Builder fading(Device device, After after, long seconds) {
        return text(device.newId(), bob, "burn this")
                .setDisappear(Disappearing.newBuilder().setAfter(after).setSeconds(seconds));
    }

    private static void awaitGone(Device device, long id) {
        device.awaitEntry(
                entry -> entry.getChange().getId() == id && entry.getChange().getDeletion() == Deletion.DISAPPEARED);
    }

    private static long fadesAt(TestUser owner, long id) {
        return TestUser.number("select disappear_at from message where owner = ? and id = ?", owner.uid(), id);
    }

    /// Copies that still say something.
    private static long left(long id) {
        return TestUser.number("select count(*) from message where id = ? and body is not null", id);
    }
}
