package dev.kith.kit.start;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/// Bounds how many wait for a connection to the database. Without it a service that is asked for more than it can do
/// keeps the questions of callers who have long gone, works for nobody, and ends out of memory.
@Singleton
class BoundedPool implements PgPoolCreator {
    /// Some seconds of work. Who comes when so many wait is told to come again.
    static final int MOST_WAITING = 4_000;

    @Override
    public Pool create(Input input) {
        return PgBuilder.pool()
                .with(input.poolOptions().setMaxWaitQueueSize(MOST_WAITING))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
