package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.PersonMoved;
import dev.kith.contracts.event.SessionChanged;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.session.SessionRegistry;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.LockedTable;
import dev.kith.messaging.testing.OtherNode;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SocketTest
class SessionTest {
    private final Redis redis;
    private final Connections connections;
    private final SocketSettings settings;
    private final TestUser alice = TestUser.joined();

    SessionTest(Redis redis, Connections connections, SocketSettings settings) {
        this.redis = redis;
        this.connections = connections;
        this.settings = settings;
    }

    @Test
    void isInTheRegistryWhileItIsConnected() {
        try (var device = Device.of(alice, "a")) {
            assertThat(device.welcome().getUid()).isEqualTo(alice.uid());
            assertThat(sessions()).isEqualTo(1);
        }
        await().until(() -> sessions() == 0);
    }

    @Test
    void isBackInTheRegistryAfterItWasFlushed() {
        try (var device = Device.of(alice, "a")) {
            answer(Request.cmd(Command.FLUSHALL));

            await().atMost(Duration.ofSeconds(15)).until(() -> sessions() == 1);

            assertThat(device.isOpen()).isTrue();
            assertThat(number(Request.cmd(Command.EXISTS).arg("kith:registry:born")))
                    .isEqualTo(1);
            assertThat(number(Request.cmd(Command.PTTL).arg(key()))).isBetween(1L, SessionRegistry.LIFE.toMillis());
        }
    }

    @Test
    void isAnnouncedWhenItOpensAndWhenItCloses() {
        Device.of(alice, "a").close();

        var open = awaitChange(true);
        var closed = awaitChange(false);

        assertThat(open.getDevice()).isEqualTo("a");
        assertThat(open.getApp()).isEqualTo(TestUser.APP);
        assertThat(closed.getSession()).isEqualTo(open.getSession());
        assertThat(closed.getGoodbye()).isFalse();
    }

    @Test
    void saysGoodbyeIfTheDeviceDid() {
        try (var device = Device.of(alice, "a")) {
            device.sayGoodbye();

            assertThat(awaitChange(false).getGoodbye()).isTrue();
        }
    }

    @Test
    void saysNoGoodbyeForADeviceThatIsSentAway() {
        try (var older = Device.of(alice, "a");
                var newer = Device.of(alice, "a")) {
            assertThat(older.awaitClose()).isEqualTo(4409);

            assertThat(awaitChange(false).getGoodbye()).isFalse();
            assertThat(newer.isOpen()).isTrue();
        }
    }

    @Test
    void endsWhenTheDeviceIsSignedOut() {
        var ofThatSignIn = alice.token("a"); // made now: one of after the sign-out would be a new sign-in's
        try (var device = Device.of(alice, "a");
                var other = Device.of(alice, "b")) {
            revoke("a", Instant.now().plusSeconds(1));

            assertThat(device.awaitClose()).isEqualTo(4403);
            assertThat(other.head()).isZero();
            try (var again = Device.silent(Device.PROTO)) {
                var code = again.refused(
                        ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(ofThatSignIn)));
                assertThat(code).isEqualTo("revoked");
                assertThat(again.awaitClose()).isEqualTo(4403);
            }
        }
    }

    @Test
    void survivesTheRevocationOfAnEarlierSignIn() {
        try (var device = Device.of(alice, "a")) {
            revoke("a", Instant.now().minusSeconds(60));
            await().until(() -> TestUser.number("select count(*) from revoked_device where uid = ?", alice.uid()) == 1);

            assertThat(device.head()).isZero();
            try (var again = Device.of(alice, "a")) {
                assertThat(again.isOpen()).isTrue();
            }
        }
    }

    @Test
    void isReplacedByANewerConnectionOfTheDevice() {
        try (var older = Device.of(alice, "a");
                var newer = Device.of(alice, "a")) {

            assertThat(older.awaitClose()).isEqualTo(4409);
            assertThat(newer.head()).isZero();
            await().until(() -> sessions() == 1);
        }
    }

    @Test
    void isNotReplacedByAnOlderConnectionWhoseHelloComesLate() {
        try (var older = Device.silent(Device.PROTO);
                var newer = Device.of(alice, "a")) {
            older.tell(ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("a"))));

            assertThat(older.awaitClose()).isEqualTo(4409);
            assertThat(newer.head()).isZero();
            await().until(() -> sessions() == 1);
        }
    }

    @Test
    void replacesNoConnectionToAnotherNodeOnceItIsBeingEnded() {
        try (var other = new OtherNode(redis);
                var late = Device.deaf(Device.PROTO)) {
            other.enter(alice, "a");
            answer(Request.cmd(Command.CLIENT).arg("PAUSE").arg(10_000).arg("WRITE"));
            late.tell(ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("a"))));
            await().until(() -> connections.sessions().stream().anyMatch(session -> session.uid() == alice.uid()));

            // It does not read that it is over, as a device that is not there any more.
            connections.all().forEach(one -> one.end(CloseCode.TRY_AGAIN));
            answer(Request.cmd(Command.CLIENT).arg("UNPAUSE"));

            assertThat(awaitChange(false).getDevice()).isEqualTo("a");
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void hasNoMarkOfADeviceThatWasSignedOutLongAgo() {
        TestUser.execute("insert into revoked_device values (?, 'old', now() - interval '25 hours')", alice.uid());
        TestUser.execute("insert into revoked_device values (?, 'late', now() - interval '23 hours')", alice.uid());

        revoke("a", Instant.now());

        await().until(() -> marks("old") == 0 && marks("a") == 1);
        assertThat(marks("late")).isEqualTo(1);
    }

    @Test
    void takesTheBlockOfASignedOutDeviceOnceAllAreGiven() {
        TestUser.execute(
                "insert into device_block select ?, 'old-' || n, n from generate_series(1, 4094) n", alice.uid());
        var bob = TestUser.joined();
        try (var last = Device.of(alice, "last")) {
            last.accepted(bob, "one");
            last.accepted(bob, "two");
        }
        revoke("last", Instant.now());
        await().until(() -> TestUser.number(
                        "select count(*) from device_block where uid = ? and released_at is not null", alice.uid())
                == 1);

        try (var next = Device.of(alice, "next")) {
            assertThat(next.welcome().getIdBlock().getFirst()).isEqualTo(0xFFF00000);
            assertThat(Integer.toUnsignedLong(next.welcome().getIdBlock().getNext()))
                    .isBetween(0xFFF00002L, 0xFFF00200L);
            next.accepted(bob, "three");
        }
        await().until(() -> TestUser.number("select count(*) from message where owner = ?", bob.uid()) == 3);
    }

    @Test
    void givesNoIdThatIsStillInTheLog() {
        var bob = TestUser.joined();
        // The writer waits, as if it lagged: what is accepted stays in the log.
        try (var offsets = new LockedTable("consumer_offset")) {
            long id;
            try (var device = Device.of(alice, "a")) {
                id = device.accepted(bob, "not yet stored");
            }

            try (var forgetful = Device.of(alice, "a")) {
                assertThat(alice.uid() << 32
                                | Integer.toUnsignedLong(
                                        forgetful.welcome().getIdBlock().getNext()))
                        .isGreaterThan(id);
            }
        }
    }

    @Test
    void getsBackTheIdsThatItsLastConnectionDidNotUse() {
        var bob = TestUser.joined();
        int first;
        try (var device = Device.of(alice, "a")) {
            first = device.welcome().getIdBlock().getFirst();
            device.accepted(bob, "one");
        }

        await().untilAsserted(() -> {
            try (var again = Device.of(alice, "a")) {
                assertThat(again.welcome().getIdBlock().getNext()).isEqualTo(first + 1);
            }
        });
    }

    @Test
    void isRefusedOnceAllBlocksOfIdsAreGiven() {
        TestUser.execute(
                "insert into device_block select ?, 'old-' || n, n from generate_series(1, 4095) n", alice.uid());
        try (var device = Device.silent(Device.PROTO)) {

            var code = device.refused(
                    ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("new"))));

            assertThat(code).isEqualTo("too-many");
            assertThat(device.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void givesTheHighestBlockInItsUnsignedRange() {
        TestUser.execute("insert into device_block values (?, 'last', 4095)", alice.uid());
        var bob = TestUser.joined();
        try (var device = Device.of(alice, "last");
                var his = Device.of(bob, "b")) {
            long id = device.accepted(bob, "from the end of the range");

            assertThat(id).isEqualTo(alice.uid() << 32 | 0xFFF00000L);
            assertThat(his.awaitMessage(id).getMessage().getSender()).isEqualTo(alice.address());
            device.close();
            await().untilAsserted(() -> {
                try (var again = Device.of(alice, "last")) {
                    assertThat(again.welcome().getIdBlock().getNext()).isEqualTo(0xFFF00001);
                }
            });
        }
    }

    @Test
    void isAskedToTryAgainWhenItsGreetingTakesTooLong() {
        try (var blocks = new LockedTable("device_block");
                var device = Device.silent(Device.PROTO)) {
            device.tell(ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("a"))));

            assertThat(device.awaitClose()).isEqualTo(1013);
        }
    }

    @Test
    void hasTheAddressThatItsUserMovedToDuringItsGreeting() {
        var bob = TestUser.joined();
        var moved = "moved-" + alice.address();
        try (var his = Device.of(bob, "b");
                var blocks = new LockedTable("device_block");
                var device = Device.silent(Device.PROTO)) {
            device.tell(ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("a"))));
            await().until(() -> sessions() == 1);

            connections.move(PersonMoved.newBuilder()
                    .setUid(alice.uid())
                    .setAddress(moved)
                    .build());
            blocks.letGo();

            var welcome = device.awaitFrame(ServerFrame::hasWelcome).getWelcome();
            long id = device.accepted(Device.text(welcome.getIdBlock().getNext(), bob, "from my new number"));
            assertThat(his.awaitMessage(id).getMessage().getSender()).isEqualTo(moved);
        }
    }

    @Test
    void staysWhenItIsWelcomedWhileItIsFoundOverdue() {
        try (var blocks = new LockedTable("device_block");
                var device = Device.silent(Device.PROTO)) {
            device.tell(ClientFrame.newBuilder().setHello(Hello.newBuilder().setAccessToken(alice.token("a"))));
            await().until(() -> sessions() == 1);
            var greeting = connections.all().stream()
                    .filter(one -> one.session().isEmpty())
                    .toList();
            var late = Instant.now().plus(settings.helloTimeout()).plusMillis(1);

            // Found to be in its greeting first, welcomed then, and told only then how late it is.
            greeting.forEach(one -> one.endIfOverdue(() -> {
                blocks.letGo();
                device.awaitFrame(ServerFrame::hasWelcome);
                return late;
            }));

            assertThat(device.head()).isZero();
        }
    }

    @Test
    void isSentAwayWhenItsNodeStops() {
        try (var device = Device.of(alice, "a")) {
            var drain = new Drain(connections, settings);

            drain.stop(new ShutdownEvent());

            assertThat(device.awaitFrame(frame -> frame.hasGoAway()).getGoAway().getReconnectAfter())
                    .isBetween(0L, 10_000L);
            assertThat(device.awaitClose()).isEqualTo(1001);
            assertThat(drain.hasBegun()).isTrue();
        }
    }

    private void revoke(String device, Instant at) {
        SharedStack.get()
                .events()
                .produce(
                        Topic.SESSION_REVOKED,
                        Event.key(alice.uid()),
                        SessionRevoked.newBuilder()
                                .setUid(alice.uid())
                                .setApp(TestUser.APP)
                                .setDevice(device)
                                .setRevokedAt(at.toEpochMilli())
                                .build()
                                .toByteArray(),
                        Map.of());
    }

    private long marks(String device) {
        return TestUser.number("select count(*) from revoked_device where uid = ? and device = ?", alice.uid(), device);
    }

    private SessionChanged awaitChange(boolean open) {
        var record = SharedStack.get()
                .events()
                .await(
                        Topic.SESSION_CHANGED,
                        event -> java.util.Arrays.equals(event.key(), Event.key(alice.uid()))
                                && parsed(event.value()).getOpen() == open,
                        Duration.ofSeconds(10));
        return parsed(record.value());
    }

    private static SessionChanged parsed(byte[] value) {
        try {
            return SessionChanged.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }

    private String key() {
        return "kith:sessions:{" + alice.uid() + "}";
    }

    private long sessions() {
        return number(Request.cmd(Command.ZCARD).arg(key()));
    }

    private long number(Request request) {
        return answer(request).toLong();
    }

    private Response answer(Request request) {
        return redis.send(request).toCompletionStage().toCompletableFuture().join();
    }
}
