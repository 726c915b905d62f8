package dev.kith.media.cleaning;

import dev.kith.media.MediaConfiguration;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// What may go, a piece at a time.
@ApplicationScoped
class CleaningRepository {
    /// How much of each kind is taken in one round.
    static final int PIECE = 200;

    /// Longer than any token lives.
    private static final Duration FORGET_DEPARTURE = Duration.ofDays(1);

    private static final String EXPIRED = """
            with gone as (delete from upload where id in (
                              select id from upload where expires_at < $1 order by expires_at limit $2
                                 for update skip locked)
                          returning id, finished_at)
            insert into removal (key, kept) select id, finished_at is null from gone on conflict do nothing""";
    private static final String ORPHANS = """
            delete from file where id in (
                select id from file
                 where shared_at is null and not picture and coalesce(picture_at, created_at) < $1
                 order by coalesce(picture_at, created_at) limit $2 for update skip locked)""";

    // Each is looked into once, and not by two: the lock is for the one who looks.
    private static final String SUSPECTS = """
            delete from suspect where number in (
                select number from suspect order by number limit $1 for update skip locked)
            returning content""";

    // First the locks, then, in a new snapshot, the look whether a file came while they were waited for.
    private static final String LOCKED = "select from content where key = any($1) order by key for update";
    private static final String UNREFERRED = """
            with gone as (delete from content c where key = any($1)
                             and not exists (select from file f where f.content = c.key) returning key)
            insert into removal (key, kept) select key, true from gone on conflict do nothing""";

    private static final String DEPARTURES = "delete from departed where at < $1";

    // Those behind a place, and then, as on a circle, those before it.
    private static final String REMOVALS = """
            (select key, kept from removal where (key, kept) > ($1, $2) order by key, kept limit $3)
            union all
            (select key, kept from removal where (key, kept) <= ($1, $2) order by key, kept limit $3)
            limit $3""";
    private static final String REMOVED = "delete from removal where key = $1 and kept = $2";

    private final Pool pool;
    private final MediaConfiguration configuration;
    private final Clock clock;

    CleaningRepository(Pool pool, MediaConfiguration configuration, Clock clock) {
        this.pool = pool;
        this.configuration = configuration;
        this.clock = clock;
    }

    /// Bytes that are to go.
    ///
    /// @param kept what was put by, too; else only what an upload left
    record Removal(UUID key, boolean kept) {
        /// A place before all.
        static final Removal NONE = new Removal(new UUID(0, 0), false);
    }

    Uni<Void> expired() {
        return run(EXPIRED, Tuple.of(before(Duration.ZERO), PIECE));
    }

    Uni<Void> orphans() {
        return run(ORPHANS, Tuple.of(before(configuration.orphans()), PIECE));
    }

    Uni<Void> unreferred() {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(SUSPECTS)
                .execute(Tuple.of(PIECE))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("content"))
                        .toArray(UUID[]::new))
                .flatMap(keys -> remove(transaction, keys)));
    }

    Uni<Void> departures() {
        return run(DEPARTURES, Tuple.of(before(FORGET_DEPARTURE)));
    }

    /// The next ones, round and round: one that has to wait keeps none behind it waiting.
    Uni<List<Removal>> removals(Removal behind) {
        return pool.preparedQuery(REMOVALS)
                .execute(Tuple.of(behind.key(), behind.kept(), PIECE))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Removal(row.getUUID("key"), row.getBoolean("kept")))
                        .toList());
    }

    Uni<Void> removed(Removal removal) {
        return run(REMOVED, Tuple.of(removal.key(), removal.kept()));
    }

    private static Uni<Void> remove(SqlConnection transaction, UUID[] keys) {
        return keys.length == 0
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(LOCKED)
                        .execute(Tuple.of(keys))
                        .flatMap(locked -> transaction.preparedQuery(UNREFERRED).execute(Tuple.of(keys)))
                        .replaceWithVoid();
    }

    private Uni<Void> run(String statement, Tuple values) {
        return pool.preparedQuery(statement).execute(values).replaceWithVoid();
    }

    private OffsetDateTime before(Duration age) {
        return clock.instant().minus(age).atOffset(ZoneOffset.UTC);
    }
}
