package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Refused;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may be written to, and what the sender learns.
@SocketTest
class RecipientTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void answersUnknownHiddenAndBlockingUsersAlike() {
        var hidden = TestUser.hidden();
        bob.stands(alice, true);
        try (var hers = Device.of(alice, "a")) {

            var unknown = refusal(hers, "nobody@kith.test");
            var hiding = refusal(hers, hidden.address());
            var blocking = refusal(hers, bob.address());
            var blank = refusal(hers, " ");

            assertThat(unknown.getCode()).isEqualTo("unreachable");
            assertThat(hiding).isEqualTo(unknown);
            assertThat(blocking).isEqualTo(unknown);
            assertThat(blank).isEqualTo(unknown);
        }
    }

    @Test
    void reachesAHiddenUserToWhomThereIsARelationship() {
        var hidden = TestUser.hidden();
        alice.stands(hidden, false);
        try (var hers = Device.of(alice, "a")) {
            hers.accepted(hidden, "hello");
        }
    }

    @Test
    void letsAHiddenUserBeAnswered() {
        var hidden = TestUser.hidden();
        try (var his = Device.of(hidden, "h");
                var hers = Device.of(alice, "a")) {
            hers.awaitMessage(his.accepted(alice, "you do not know me"));

            his.awaitMessage(hers.accepted(hidden, "now I do"));
        }
    }

    @Test
    void saysThatOneHasBlockedThePeerOneself() {
        alice.stands(bob, true);
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("blocked");
        }
    }

    @Test
    void saysOfAPeerWhomOneHasBlockedNothingElse() {
        var hidden = TestUser.hidden();
        alice.stands(hidden, true);
        alice.stands(bob, true);
        bob.stands(alice, true);
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("blocked");
            assertThat(refusal(hers, hidden.address())).isEqualTo(refusal(hers, bob.address()));
        }
    }

    @Test
    void refusesAMessageToOneself() {
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, alice.address()).getCode()).isEqualTo("self");
        }
    }

    @Test
    void refusesNumbersThatAreNone() {
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, "+49 123").getCode()).isEqualTo("invalid-number");
            assertThat(refusal(hers, "a\u0007b").getCode()).isEqualTo("invalid-value");
        }
    }

    @Test
    void saysWhenTheQuotaIsUsedUpOrNobodyCanSay() {
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, "quota@kith.test").getCode()).isEqualTo("quota");
            var away = refusal(hers, "broken@kith.test");
            assertThat(away.getCode()).isEqualTo("unavailable");
            assertThat(away.getRetryAfter()).isPositive();
        }
    }

    @Test
    void takesAnySpellingOfAnAddress() {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            var send = Device.text(hers.newId(), bob, "hello")
                    .setTo(" " + bob.address().toUpperCase(java.util.Locale.ROOT));

            var message = his.awaitMessage(hers.accepted(send)).getMessage();

            assertThat(message.getRecipient()).isEqualTo(bob.address());
        }
    }

    @Test
    void neverReachesAUserOfAnotherApp() {
        var stranger = TestUser.hidden();
        TestUser.execute("update person set app = 'app_other' where uid = ?", stranger.uid());
        alice.stands(stranger, false);
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, stranger.address()).getCode()).isEqualTo("unreachable");
        }
    }

    @Test
    void feelsABlockAtOnceAndItsEnd() {
        alice.stands(bob, false);
        try (var hers = Device.of(alice, "a")) {
            hers.accepted(bob, "remembered from now on");

            SharedStack.get()
                    .events()
                    .produce(
                            Topic.RELATIONSHIP_UPDATED,
                            Event.key(bob.uid(), alice.uid()),
                            new byte[] {1}, // garbage stops nothing
                            Map.of());
            relationship(true, 2);
            await().untilAsserted(() ->
                    assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("unreachable"));
            relationship(false, 3);

            await().until(() -> hers.ask(ClientFrame.newBuilder().setSend(Device.text(hers.newId(), bob, "again")))
                    .hasAccepted());
        }
    }

    private void relationship(boolean blocked, long version) {
        SharedStack.get()
                .events()
                .produce(
                        Topic.RELATIONSHIP_UPDATED,
                        Event.key(bob.uid(), alice.uid()),
                        RelationshipUpdated.newBuilder()
                                .setOwner(bob.uid())
                                .setPeer(alice.uid())
                                .setApp(TestUser.APP)
                                .setBlocked(blocked)
                                .setVersion(version)
                                .build()
                                .toByteArray(),
                        Map.of());
    }

    private static Refused refusal(Device device, String to) {
        var answer =
                device.ask(ClientFrame.newBuilder().setSend(Device.text(device.newId(), new TestUser(0, "", to), "x")));
        assertThat(answer.hasRefused()).as("%s", answer).isTrue();
        return answer.getRefused();
    }
}
