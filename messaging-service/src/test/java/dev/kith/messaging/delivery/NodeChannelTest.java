package dev.kith.messaging.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.ForUser;
import dev.kith.contracts.event.NodeMessage;
import dev.kith.contracts.event.SessionReplaced;
import dev.kith.contracts.socket.PresenceOf;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.messaging.session.Node;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// This node, and another that the test plays.
@SocketTest
class NodeChannelTest {
    private final Redis redis;
    private final Node node;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    NodeChannelTest(Redis redis, Node node) {
        this.redis = redis;
        this.node = node;
    }

    @Test
    void handsEntriesToTheNodeWhereTheUserIs() throws Exception {
        var other = "other-" + bob.uid();
        var received = new CopyOnWriteArrayList<NodeMessage>();
        try (var subscription = listening(other, received);
                var hers = Device.of(alice, "a")) {
            entered(bob, "b", other);

            long first = hers.accepted(bob, "one");
            long second = hers.accepted(bob, "two");

            await().until(() -> ids(received).size() == 2);
            assertThat(ids(received)).containsExactly(first, second);
        }
    }

    @Test
    void bringsWhatAnotherNodeSendsToTheSocketsHere() {
        try (var hers = Device.of(alice, "a")) {
            publish(NodeMessage.newBuilder()
                    .addForUsers(ForUser.newBuilder()
                            .setUid(alice.uid())
                            .setFrame(ServerFrame.newBuilder()
                                    .setPresenceOf(PresenceOf.newBuilder().setAddress("someone"))))
                    .build());

            hers.awaitFrame(frame -> frame.getPresenceOf().getAddress().equals("someone"));
        }
    }

    @Test
    void endsADeviceThatConnectedToAnotherNode() {
        try (var hers = Device.of(alice, "a")) {
            publish(NodeMessage.newBuilder()
                    .addReplaced(SessionReplaced.newBuilder()
                            .setUid(alice.uid())
                            .setDevice("a")
                            .setBy("a session elsewhere"))
                    .build());

            assertThat(hers.awaitClose()).isEqualTo(4409);
        }
    }

    @Test
    void tellsAnotherNodeThatItsDeviceConnectedHere() throws Exception {
        var other = "other-" + alice.uid();
        var received = new CopyOnWriteArrayList<NodeMessage>();
        try (var subscription = listening(other, received)) {
            entered(alice, "a", other);

            Device.of(alice, "a").close();

            await().until(() -> received.stream()
                    .flatMap(message -> message.getReplacedList().stream())
                    .anyMatch(replaced -> replaced.getDevice().equals("a")));
        }
    }

    private AutoCloseable listening(String other, List<NodeMessage> received) {
        RedisConnection connection =
                redis.connect().toCompletionStage().toCompletableFuture().join();
        connection.handler(response -> {
            if (response.get(0).toString().equals("message")) {
                try {
                    received.add(NodeMessage.parseFrom(response.get(2).toBytes()));
                } catch (com.google.protobuf.InvalidProtocolBufferException notOurs) {
                    throw new IllegalStateException(notOurs);
                }
            }
        });
        connection
                .send(Request.cmd(Command.SUBSCRIBE).arg("kith:node:" + other))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return connection::close;
    }

    private void entered(TestUser user, String device, String other) {
        redis.send(Request.cmd(Command.ZADD)
                        .arg("kith:sessions:{" + user.uid() + "}")
                        .arg(System.currentTimeMillis() + 30_000)
                        .arg(device + "|" + other + "|session"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void publish(NodeMessage message) {
        redis.send(Request.cmd(Command.PUBLISH).arg("kith:node:" + node.id()).arg(Buffer.buffer(message.toByteArray())))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static List<Long> ids(List<NodeMessage> received) {
        return received.stream()
                .flatMap(message -> message.getForUsersList().stream())
                .flatMap(parcel -> parcel.getFrame().getPush().getEntriesList().stream())
                .map(entry -> entry.getMessage().getId())
                .toList();
    }
}
