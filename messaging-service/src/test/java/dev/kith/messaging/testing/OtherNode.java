package dev.kith.messaging.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.NodeMessage;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// Another node of messaging-service, which the test plays.
public final class OtherNode implements AutoCloseable {
    private final Redis redis;
    private final String id = "other-" + UUID.randomUUID();
    private final List<NodeMessage> received = new CopyOnWriteArrayList<>();
    private final RedisConnection subscription;

    /// Listens on return.
    public OtherNode(Redis redis) {
        this.redis = redis;
        subscription = redis.connect().toCompletionStage().toCompletableFuture().join();
        subscription.handler(this::published);
        subscription
                .send(Request.cmd(Command.SUBSCRIBE).arg("kith:node:" + id))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /// Has this device of the user connected to this node.
    public void enter(TestUser user, String device) {
        redis.send(Request.cmd(Command.ZADD)
                        .arg("kith:sessions:{" + user.uid() + "}")
                        .arg(System.currentTimeMillis() + 30_000)
                        .arg(device + "|" + id + "|session"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /// What it was told so far.
    public List<NodeMessage> received() {
        return received;
    }

    private void published(Response response) {
        if (response.get(0).toString().equals("message")) {
            try {
                received.add(NodeMessage.parseFrom(response.get(2).toBytes()));
            } catch (InvalidProtocolBufferException notOurs) {
                throw new IllegalStateException(notOurs);
            }
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
