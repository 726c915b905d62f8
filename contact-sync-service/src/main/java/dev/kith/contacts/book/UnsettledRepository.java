package dev.kith.contacts.book;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Books whose last write still has to be matched in a snapshot of its own.
@ApplicationScoped
class UnsettledRepository {
    private static final int MOST = 100;

    private final Pool pool;

    UnsettledRepository(Pool pool) {
        this.pool = pool;
    }

    /// A book that needs it, by its account.
    record Unsettled(long owner, String app) {}

    Uni<Void> note(SqlConnection transaction, LockedBook book) {
        return transaction
                .preparedQuery("insert into unsettled (owner, version) values ($1, $2)"
                        + " on conflict (owner) do update set version = excluded.version, since = now()")
                .execute(Tuple.of(book.owner(), book.version()))
                .replaceWithVoid();
    }

    /// The book is settled up to this version; a later write by another device still has to be.
    Uni<Void> clear(SqlConnection transaction, long owner, long version) {
        return transaction
                .preparedQuery("delete from unsettled where owner = $1 and version <= $2")
                .execute(Tuple.of(owner, version))
                .replaceWithVoid();
    }

    /// Books that have waited longer than any sync takes.
    Uni<List<Unsettled>> since(Duration age) {
        return pool.preparedQuery("select u.owner, d.app from unsettled u"
                        + " cross join lateral (select app from directory where uid = u.owner limit 1) d"
                        + " where u.since < now() - make_interval(secs => $1) order by u.since limit $2")
                .execute(Tuple.of((double) age.toSeconds(), MOST))
                .map(rows -> PhoneBookRepository.listOf(
                        rows, row -> new Unsettled(row.getLong("owner"), row.getString("app"))));
    }
}
