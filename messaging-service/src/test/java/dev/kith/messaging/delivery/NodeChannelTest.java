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
import dev.kith.messaging.testing.OtherNode;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SocketTest
class NodeChannelTest {
    private final Redis redis;
    private final Node node;
    private final Delivery delivery;
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    NodeChannelTest(Redis redis, Node node, Delivery delivery) {
        this.redis = redis;
        this.node = node;
        this.delivery = delivery;
    }

    @Test
    void handsEntriesToTheNodeWhereTheUserIs() {
        try (var other = new OtherNode(redis);
                var hers = Device.of(alice, "a")) {
            other.enter(bob, "b");

            long first = hers.accepted(bob, "one");
            long second = hers.accepted(bob, "two");

            await().until(() -> ids(other.received()).size() == 2);
            assertThat(ids(other.received())).containsExactly(first, second);
        }
    }

    @Test
    void tellsAnotherNodeNoMoreAtOnceThanItsConnectionHolds() {
        try (var other = new OtherNode(redis)) {
            other.enter(bob, "b");
            var kilobytes = IntStream.generate(() -> 64).limit(100).boxed().collect(Collectors.toList());
            kilobytes.add(50, 2 * 1024); // larger than a batch by itself

            delivery.deliver(kilobytes.stream()
                    .map(size -> new Parcel(bob.uid(), large(size)))
                    .toList());

            await().until(() -> sizes(other.received()).size() == kilobytes.size());
            assertThat(sizes(other.received())).isEqualTo(kilobytes);
            assertThat(other.received())
                    .allMatch(message -> message.getForUsersCount() == 1 || message.getSerializedSize() <= 1024 * 1024);
            assertThat(other.received()).hasSizeLessThan(20);
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
    void tellsAnotherNodeThatItsDeviceConnectedHere() {
        try (var other = new OtherNode(redis)) {
            other.enter(alice, "a");

            Device.of(alice, "a").close();

            await().until(() -> other.received().stream()
                    .flatMap(message -> message.getReplacedList().stream())
                    .anyMatch(replaced -> replaced.getDevice().equals("a")));
        }
    }

    private void publish(NodeMessage message) {
        redis.send(Request.cmd(Command.PUBLISH).arg("kith:node:" + node.id()).arg(Buffer.buffer(message.toByteArray())))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static ServerFrame large(int kilobytes) {
        return ServerFrame.newBuilder()
                .setPresenceOf(PresenceOf.newBuilder().setAddress("x".repeat(kilobytes * 1024)))
                .build();
    }

    private static List<Integer> sizes(List<NodeMessage> received) {
        return received.stream()
                .flatMap(message -> message.getForUsersList().stream())
                .map(parcel -> parcel.getFrame().getPresenceOf().getAddress().length() / 1024)
                .toList();
    }

    private static List<Long> ids(List<NodeMessage> received) {
        return received.stream()
                .flatMap(message -> message.getForUsersList().stream())
                .flatMap(parcel -> parcel.getFrame().getPush().getEntriesList().stream())
                .map(entry -> entry.getMessage().getId())
                .toList();
    }
}
