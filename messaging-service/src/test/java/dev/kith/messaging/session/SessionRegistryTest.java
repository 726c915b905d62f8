package dev.kith.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@SocketTest
class SessionRegistryTest {
    private final SessionRegistry registry;
    private final Redis redis;
    private final Vertx vertx;
    private final TestUser alice = TestUser.joined();
    private final Session session = new Session(alice.uid(), alice.app(), "a", "one");

    SessionRegistryTest(SessionRegistry registry, Redis redis, Vertx vertx) {
        this.registry = registry;
        this.redis = redis;
        this.vertx = vertx;
    }

    @Test
    void renewsASessionThatIsOpen() throws Exception {
        done(registry.renew(List.of(session), open -> true));

        assertThat(entered()).isEqualTo(1);
    }

    @Test
    void leavesOutASessionThatClosedBeforeItsTurn() throws Exception {
        done(registry.renew(List.of(session), open -> false));

        assertThat(entered()).isZero();
    }

    @Test
    void removesASessionThatClosesWhileItIsRenewed() throws Exception {
        var asked = new AtomicInteger();

        done(registry.renew(List.of(session), open -> asked.getAndIncrement() == 0));

        assertThat(asked).hasValue(2);
        assertThat(entered()).isZero();
    }

    @Test
    void givesUpOnAServerThatAcceptsAndSaysNothing() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var client = Redis.createClient(vertx, "redis://127.0.0.1:" + mute.getLocalPort());
            var cutOff = new SessionRegistry(client, Clock.systemUTC(), new Node());

            assertThatThrownBy(() -> done(cutOff.open(session))).hasRootCauseInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> done(cutOff.otherNodesOf(List.of(alice.uid()))))
                    .hasRootCauseInstanceOf(TimeoutException.class);

            client.close();
        }
    }

    private long entered() throws Exception {
        var key = "kith:sessions:{" + alice.uid() + "}";
        return done(redis.send(Request.cmd(Command.ZCARD).arg(key))).toLong();
    }

    private static <T> T done(Future<T> future) throws Exception {
        var limit = Duration.ofSeconds(20);
        return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
