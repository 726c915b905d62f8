package dev.kith.contacts.quota;

import dev.kith.kit.start.WhenStopping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/// What users who left had spent of their look-ups, under the fingerprint of the address that they had. Whoever signs
/// up
/// with it again goes on where they were: otherwise one number, left and taken again every few minutes, would look up
/// as many addresses as it likes. Forgotten after [#REMEMBERED]: sooner than a number is given to somebody else.
@ApplicationScoped
public class SpentLookUps {
    /// As PostgreSQL writes an interval. Networks keep a number that was given back to themselves for 45 days or more.
    public static final String REMEMBERED = "30 days";

    private static final String FORGET =
            "delete from spent_look_ups where since <= now() - interval '%s'".formatted(REMEMBERED);

    private final Pool pool;

    SpentLookUps(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhenStopping.class)
    Uni<Void> forget() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
