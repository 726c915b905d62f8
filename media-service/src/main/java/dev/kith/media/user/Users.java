package dev.kith.media.user;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/// Users, of whom nothing is known here but that they are gone.
@ApplicationScoped
class Users {
    /// The same as of beginnings, so that none is between its look and its row.
    private static final String ALONE = "select pg_advisory_xact_lock($1)";

    private static final String LEAVE = """
            with departure as (insert into departed (uid, at) values ($1, $2) on conflict do nothing),
                 gone as (delete from upload where uid = $1 returning id, finished_at)
            insert into removal (key, kept) select id, finished_at is null from gone on conflict do nothing""";

    /// After the uploads, in a new snapshot: one that became a file while its row was waited for is seen.
    private static final String FILES = """
            with gone as (delete from file where uid = $1 returning id)
            delete from picture where uid = $1 or file in (select id from gone)""";

    private final Pool pool;
    private final Clock clock;

    Users(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// Removes all that is theirs. Their contents follow, for they have no file any more.
    Uni<Void> leave(long uid) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(ALONE)
                .execute(Tuple.of(uid))
                .flatMap(alone -> transaction.preparedQuery(LEAVE).execute(Tuple.of(uid, now)))
                .flatMap(left -> transaction.preparedQuery(FILES).execute(Tuple.of(uid)))
                .replaceWithVoid());
    }
}
