package dev.kith.messaging.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.socket.Cancel;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.LockedTable;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that nobody comes for, and those that are taken back before anybody did.
@SocketTest
class ExpiryTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void dropsWhatNobodyCameForInTimeAndTellsTheSender() {
        try (var hers = Device.of(alice, "a")) {
            var send = Device.text(hers.newId(), bob, "now or never").setExpiresInSeconds(3600);
            long id = hers.accepted(send);
            awaitStored(id);
            pass(id);

            hers.awaitStatus(id, MessageStatus.FAILED_EXPIRED);
            var shown = onlyOf(bob);
            hers.accepted(send);
            var later = hers.accepted(bob, "later");
            hers.awaitMessage(later);

            assertThat(shown.getDeletion()).isEqualTo(Deletion.EXPIRED);
            assertThat(shown.hasText()).isFalse();
            assertThat(TestUser.number(
                            "select count(*) from message where owner = ? and id = ? and body is null", bob.uid(), id))
                    .isEqualTo(1);
            try (var his = Device.of(bob, "b")) {
                assertThat(his.sync(0))
                        .extracting(entry -> entry.getMessage().getDeletion())
                        .containsExactlyInAnyOrder(Deletion.EXPIRED, Deletion.DELETION_UNSPECIFIED);
            }
            assertThat(hers.pushed().stream()
                            .filter(entry -> entry.getStatus().getStatus() == MessageStatus.FAILED_EXPIRED))
                    .hasSize(1);
        }
    }

    @Test
    void showsNoEndThatIsNotDecidedSoWhoeverComesBeforeItHasTheMessage() {
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(Device.text(hers.newId(), bob, "just in time")
                    .setDeliveryReceipt(true)
                    .setExpiresInSeconds(3600));
            awaitStored(id);
            try (var his = Device.of(bob, "b");
                    var writers = new LockedTable("consumer_offset")) {
                pass(id);

                var shown = his.sync(0).getFirst();
                assertThat(lastOf(bob))
                        .as("who only looks is shown as little as after it")
                        .isNull();
                his.ack(shown.getSeq());
                awaitHeld();
                awaitMet(id);
                writers.letGo();

                hers.awaitStatus(id, MessageStatus.DELIVERED);
                assertThat(shown.getMessage().getDeletion()).isEqualTo(Deletion.DELETION_UNSPECIFIED);
                assertThat(shown.getMessage().getText()).isEqualTo("just in time");
                assertThat(onlyOf(bob).getText()).isEqualTo("just in time");
            }
        }
    }

    @Test
    void tellsNobodyThatWhatWasTakenBackWasDelivered() {
        try (var hers = Device.of(alice, "a")) {
            long id = hers.accepted(bob, "oh no");
            hers.ask(cancel(id));
            hers.awaitEntry(entry -> entry.getChange().getDeletion() == Deletion.CANCELLED);
            long later = hers.accepted(bob, "later");
            awaitStored(later);

            try (var his = Device.of(bob, "b")) {
                his.ack(his.sync(0).getLast().getSeq());

                hers.awaitStatus(later, MessageStatus.DELIVERED);
            }
            assertThat(TestUser.number("select status from message where owner = ? and id = ?", alice.uid(), id))
                    .isEqualTo(MessageStatus.SENT_VALUE);
        }
    }

    @Test
    void letsAMessageBeThatADeviceHas() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(Device.text(hers.newId(), bob, "in time").setExpiresInSeconds(3600));
            his.ack(his.awaitMessage(id).getSeq());
            awaitHeld();

            pass(id);

            awaitMet(id);
            assertThat(onlyOf(bob).getText()).isEqualTo("in time");
            assertThat(hers.head()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Device.PROTO, Device.JSON})
    void takesAnAbsentDeadlineForTheUsualOneAndZeroForNow(String subprotocol) {
        try (var hers = Device.of(alice, "a", subprotocol)) {
            long before = System.currentTimeMillis();
            long usual = hers.accepted(Device.text(hers.newId(), bob, "whenever"));
            var now = Device.text(hers.newId(), bob, "now").setExpiresInSeconds(0);

            var offline = hers.refused(now);
            var deadline =
                    Duration.ofMillis(hers.awaitMessage(usual).getMessage().getExpiresAt() - before);

            assertThat(offline).isEqualTo("user-offline");
            assertThat(deadline)
                    .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusMinutes(1));
            assertThat(hers.head()).isEqualTo(1);
            assertThat(hers.refused(now.setExpiresInSeconds(-1))).isEqualTo("invalid-value");
            assertThat(hers.refused(now.setExpiresInSeconds(Long.MAX_VALUE))).isEqualTo("invalid-value");
        }
    }

    @Test
    void deliversToWhoIsOnlineNowAndAcceptsTheSameAgainWhenTheyHaveLeft() {
        try (var hers = Device.of(alice, "a")) {
            var send = Device.text(hers.newId(), bob, "are you there?").setExpiresInSeconds(0);
            long id;
            try (var his = Device.of(bob, "b")) {
                id = hers.accepted(send);
                his.awaitMessage(id);
            }
            await().until(() -> hers.ask(
                            frame(Device.text(hers.newId(), bob, "and now?").setExpiresInSeconds(0)))
                    .getRefused()
                    .getCode()
                    .equals("user-offline"));

            assertThat(hers.accepted(send)).isEqualTo(id);
        }
    }

    @Test
    void takesBackWhatNobodyHasAndRevivesNothing() {
        try (var hers = Device.of(alice, "a");
                var herOther = Device.of(alice, "a2")) {
            var send = Device.text(hers.newId(), bob, "oh no");
            long id = hers.accepted(send);

            assertThat(hers.ask(cancel(id)).hasDone()).isTrue();

            for (var device : new Device[] {hers, herOther}) {
                device.awaitEntry(entry -> entry.getChange().getDeletion() == Deletion.CANCELLED);
            }
            hers.accepted(send);
            assertThat(hers.refused(cancel(id))).isEqualTo("not-found");
            assertThat(onlyOf(bob).hasText()).isFalse();
            assertThat(onlyOf(bob).getDeletion()).isEqualTo(Deletion.CANCELLED);
        }
    }

    @Test
    void takesBackNothingThatADeviceHasOrThatIsSomebodyElses() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            long id = hers.accepted(bob, "too late");
            his.ack(his.awaitMessage(id).getSeq());
            awaitHeld();

            assertThat(hers.refused(cancel(id))).isEqualTo("too-late");
            assertThat(his.refused(cancel(id))).isEqualTo("not-found");
            assertThat(hers.refused(cancel(7))).isEqualTo("not-found");
            assertThat(onlyOf(bob).getText()).isEqualTo("too late");
        }
    }

    private void awaitStored(long id) {
        await().until(() ->
                TestUser.number("select count(*) from message where owner = ? and id = ?", bob.uid(), id) == 1);
    }

    private void awaitHeld() {
        await().until(() -> TestUser.number("select seq from inbox_ack where owner = ?", bob.uid()) == 1);
    }

    private void awaitMet(long id) {
        await().until(() ->
                TestUser.number("select expires_at from message where owner = ? and id = ?", bob.uid(), id) == 0);
    }

    private void pass(long id) {
        TestUser.execute("update message set expires_at = 1 where owner = ? and id = ?", bob.uid(), id);
    }

    private static @Nullable Object lastOf(TestUser user) {
        return given().auth()
                .oauth2(user.token("rest"))
                .get("/v1/messages/summary")
                .then()
                .statusCode(200)
                .extract()
                .path("conversations[0]");
    }

    private static Message onlyOf(TestUser user) {
        try (var device = Device.of(user, "looking")) {
            var entries = device.sync(0);
            assertThat(entries).hasSize(1);
            return entries.getFirst().getMessage();
        }
    }

    private static ClientFrame.Builder frame(Send.Builder send) {
        return ClientFrame.newBuilder().setSend(send);
    }

    private static ClientFrame.Builder cancel(long id) {
        return ClientFrame.newBuilder().setCancel(Cancel.newBuilder().setId(id));
    }
}
