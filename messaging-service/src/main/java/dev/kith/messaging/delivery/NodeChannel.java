package dev.kith.messaging.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.NodeMessage;
import dev.kith.contracts.event.StandingChanged;
import dev.kith.messaging.session.Node;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// What the nodes tell each other, over Redis' publish and subscribe: at most once, in order from one node to
/// another as long as the connection lives. Subscribes anew when Redis comes back.
@ApplicationScoped
public class NodeChannel {
    private static final Logger LOG = Logger.getLogger(NodeChannel.class);
    private static final String ALL = "kith:nodes";
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Redis redis;
    private final Vertx vertx;
    private final LocalSessions here;
    private final Event<StandingChanged> standings;
    private final String own;
    private volatile boolean stopped;

    NodeChannel(Redis redis, Vertx vertx, LocalSessions here, Event<StandingChanged> standings, Node node) {
        this.redis = redis;
        this.vertx = vertx;
        this.here = here;
        this.standings = standings;
        this.own = channel(node.id());
    }

    /// Tells one node.
    public Future<Void> tell(String node, NodeMessage message) {
        return publish(channel(node), message);
    }

    /// Tells all nodes, this one too: its part is done when this returns, whatever becomes of the others'.
    public Future<Void> tellAll(NodeMessage message) {
        receive(message);
        return publish(ALL, message);
    }

    void start(@Observes StartupEvent started) {
        subscribe();
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private Future<Void> publish(String channel, NodeMessage message) {
        return redis.send(Request.cmd(Command.PUBLISH).arg(channel).arg(Buffer.buffer(message.toByteArray())))
                .mapEmpty();
    }

    private void subscribe() {
        redis.connect()
                .onSuccess(connection -> {
                    var over = new AtomicBoolean();
                    connection.handler(this::published);
                    connection.exceptionHandler(broken -> lost(connection, over));
                    connection.endHandler(end -> lost(connection, over));
                    connection
                            .send(Request.cmd(Command.SUBSCRIBE).arg(own).arg(ALL))
                            .onFailure(refused -> lost(connection, over));
                })
                .onFailure(away -> vertx.setTimer(AGAIN.toMillis(), timer -> subscribe()));
    }

    private void lost(RedisConnection connection, AtomicBoolean over) {
        if (over.compareAndSet(false, true) && !stopped) {
            LOG.warn("subscription lost; other nodes cannot reach this one until Redis is back");
            connection.close();
            vertx.setTimer(AGAIN.toMillis(), timer -> subscribe());
        }
    }

    private void published(Response response) {
        if (response.size() == 3 && "message".equals(response.get(0).toString())) {
            try {
                receive(NodeMessage.parseFrom(response.get(2).toBytes()));
            } catch (InvalidProtocolBufferException notOurs) {
                LOG.warnf("unreadable message on %s", response.get(1));
            }
        }
    }

    private void receive(NodeMessage message) {
        message.getForUsersList().forEach(parcel -> here.deliver(parcel.getUid(), parcel.getFrame()));
        message.getRevokedList().forEach(here::revoke);
        message.getReplacedList().forEach(here::replace);
        message.getStandingsList().forEach(standings::fire);
        message.getMovedList().forEach(here::move);
    }

    private static String channel(String node) {
        return "kith:node:" + node;
    }
}
