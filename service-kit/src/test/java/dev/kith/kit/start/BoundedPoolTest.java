package dev.kith.kit.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kit.event.Outage;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "auth"))
class BoundedPoolTest {
    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    @Test
    void refusesWhoComesWhenTooManyWaitAsAnOutageThatPasses() throws Exception {
        var held = Stream.generate(pool::getConnection).limit(connections).toList();
        done(Future.all(held));
        var waiting = Stream.generate(pool::getConnection)
                .limit(BoundedPool.MOST_WAITING)
                .toList();

        var refused = done(pool.getConnection()
                .<Throwable>map(got -> new AssertionError("had a place"))
                .recover(Future::succeededFuture));

        assertThat(refused).matches(Outage::isOne);
        waiting.forEach(late -> late.onSuccess(SqlConnection::close));
        held.forEach(connection -> connection.result().close());
        done(Future.join(waiting).otherwiseEmpty()); // what the service itself asks takes places too
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
