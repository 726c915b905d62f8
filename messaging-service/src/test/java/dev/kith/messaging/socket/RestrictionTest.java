package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.Levels;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.contracts.event.RestrictionUpdated;
import dev.kith.contracts.event.RestrictionUpdated.With;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Refused;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may write to whom, by blocks of some kinds and by what the app says.
@SocketTest
class RestrictionTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void refusesMessagesByABlockOfThemAsIfThereWereNobody() {
        stands(bob, alice, blocking(BlockKind.MESSAGES));
        try (var hers = Device.of(alice, "a")) {
            var unknown = refusal(hers, "nobody@kith.test");

            assertThat(refusal(hers, bob.address())).isEqualTo(unknown);
        }
    }

    @Test
    void saysThatOneHasBlockedTheMessagesOneself() {
        stands(alice, bob, blocking(BlockKind.MESSAGES));
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("blocked");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockKind.class,
            names = {"GROUP_MESSAGES", "CALLS", "PRESENCE"})
    void takesMessagesIfSomethingElseIsBlocked(BlockKind kind) {
        stands(bob, alice, blocking(kind));
        try (var hers = Device.of(alice, "a")) {
            hers.accepted(bob, "hello");
        }
    }

    @Test
    void letsOnlyContactsWriteToWhomTheAppRestrictsSo() {
        restricted(bob, With.CONTACTS, With.ANYONE, With.ANYONE);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            assertThat(refusal(hers, bob.address())).isEqualTo(refusal(hers, "nobody@kith.test"));
            hers.awaitMessage(his.accepted(alice, "I may write"));

            stands(bob, alice, RelationshipUpdated.newBuilder().setLevels(Levels.USUAL_GRANT));

            his.awaitMessage(hers.accepted(bob, "and I, now"));
        }
    }

    @Test
    void tellsWhoIsRestrictedThatTheAppDoesNotLetThem() {
        restricted(alice, With.ANYONE, With.PAIRED, With.ANYONE);
        stands(alice, bob, RelationshipUpdated.newBuilder().setLevels(Levels.USUAL_GRANT));
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("not-allowed");
            hers.awaitMessage(his.accepted(alice, "I may write"));

            stands(alice, bob, RelationshipUpdated.newBuilder().setPaired(true));

            his.awaitMessage(hers.accepted(bob, "and I, now"));
        }
    }

    @Test
    void restrictsBothWaysByPeers() {
        restricted(bob, With.ANYONE, With.ANYONE, With.PAIRED);
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("unreachable");
            assertThat(refusal(his, alice.address()).getCode()).isEqualTo("not-allowed");

            stands(bob, alice, RelationshipUpdated.newBuilder().setPaired(true));

            his.awaitMessage(hers.accepted(bob, "hello"));
            hers.awaitMessage(his.accepted(alice, "hello"));
        }
    }

    @Test
    void countsAContactOnlyAsLongAsTheGrantLasts() {
        restricted(bob, With.CONTACTS, With.ANYONE, With.ANYONE);
        stands(
                bob,
                alice,
                RelationshipUpdated.newBuilder()
                        .setLevels(Levels.USUAL_GRANT)
                        .setLevelsUntil(Instant.now().minusMillis(1).toEpochMilli()));
        try (var hers = Device.of(alice, "a")) {
            assertThat(refusal(hers, bob.address()).getCode()).isEqualTo("unreachable");
        }
    }

    @Test
    void isHeededAtOnceByWhoMayHaveToDoWithThem() {
        try (var hers = Device.of(alice, "a")) {
            hers.accepted(bob, "remembered from now on");

            restricted(bob, With.PAIRED, With.ANYONE, With.ANYONE);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(answer(hers, bob.address()).hasRefused()).isTrue());

            produce(Topic.RESTRICTION_UPDATED, Event.key(bob.uid()), null);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> answer(hers, bob.address()).hasAccepted());
        }
    }

    private static RelationshipUpdated.Builder blocking(BlockKind kind) {
        return RelationshipUpdated.newBuilder().setBlocked(true).setBlockKinds(BlockKinds.mask(List.of(kind)));
    }

    private static void stands(TestUser owner, TestUser peer, RelationshipUpdated.Builder how) {
        long version = 1
                + TestUser.number(
                        "select version from relationship where owner = ? and peer = ?", owner.uid(), peer.uid());
        var event = how.setOwner(owner.uid())
                .setPeer(peer.uid())
                .setApp(owner.app())
                .setVersion(version)
                .build();
        produce(Topic.RELATIONSHIP_UPDATED, Event.key(owner.uid(), peer.uid()), event.toByteArray());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestUser.number(
                                "select version from relationship where owner = ? and peer = ?",
                                owner.uid(),
                                peer.uid())
                        == version);
    }

    private static void restricted(TestUser user, With incoming, With outgoing, With peers) {
        var event = RestrictionUpdated.newBuilder()
                .setUid(user.uid())
                .setApp(user.app())
                .setIncoming(incoming)
                .setOutgoing(outgoing)
                .setPeers(peers)
                .setVersion(1)
                .build();
        produce(Topic.RESTRICTION_UPDATED, Event.key(user.uid()), event.toByteArray());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestUser.number("select count(*) from restriction where uid = ?", user.uid()) == 1);
    }

    private static void produce(Topic topic, byte[] key, byte @org.jspecify.annotations.Nullable [] value) {
        SharedStack.get().events().produce(topic, key, value, Map.of());
    }

    private static dev.kith.contracts.socket.ServerFrame answer(Device device, String to) {
        return device.ask(ClientFrame.newBuilder().setSend(Device.text(device.newId(), new TestUser(0, "", to), "x")));
    }

    private static Refused refusal(Device device, String to) {
        var answer = answer(device, to);
        assertThat(answer.hasRefused()).as("%s", answer).isTrue();
        return answer.getRefused();
    }
}
