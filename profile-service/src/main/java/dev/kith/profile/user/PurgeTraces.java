package dev.kith.profile.user;

import dev.kith.profile.changes.ChangesCursor;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Forgets what was kept only for those who were away, once no cursor is old enough to ask for it.
@ApplicationScoped
class PurgeTraces {
    private static final String RELATIONSHIPS =
            "delete from relationship where emptied_at < $1 and not in_book and not took_part";
    private static final String GONE = "delete from gone where at < $1";
    private static final String MEMBERSHIPS = "delete from group_membership where ended_at < $1";

    private final Pool pool;
    private final Clock clock;

    PurgeTraces(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// On every node; a second one finds nothing to do.
    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        // A day longer than a cursor lives, for clocks that differ.
        var before = Tuple.of(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minus(ChangesCursor.LIFE)
                .minusDays(1));
        return pool.preparedQuery(RELATIONSHIPS)
                .execute(before)
                .flatMap(purged -> pool.preparedQuery(GONE).execute(before))
                .flatMap(purged -> pool.preparedQuery(MEMBERSHIPS).execute(before))
                .replaceWithVoid();
    }
}
