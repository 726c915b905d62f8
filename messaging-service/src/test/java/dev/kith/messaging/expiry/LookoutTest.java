package dev.kith.messaging.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final Duration REST = Duration.ofMinutes(2);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void stop() {
        var unused = vertx.close();
    }

    @Test
    void comesAgainSoonerWhereItLeftSomething() {
        new Lookout(
                        "nothing is found",
                        Duration.ofSeconds(60),
                        () -> Future.succeededFuture(looks.incrementAndGet() == 1))
                .start(vertx);

        await().atMost(Duration.ofSeconds(15)).until(() -> looks.get() == 2);
    }

    @Test
    void restsAfterALookThatFailed() throws Exception {
        new Lookout("nothing is found", REST, () -> {
                    looks.incrementAndGet();
                    return Future.failedFuture("away");
                })
                .start(vertx);

        Thread.sleep(200);

        assertThat(looks).hasValue(1);
    }
}
