package dev.kith.contacts.traces;

import dev.kith.contacts.directory.Addresses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Addresses that are kept out of all books.
@ApplicationScoped
class Refusals {
    static final String TRACES = """
            select (select count(distinct owner) from phone_book where digest = any($1::uuid[])) as books,
                   exists (select from refused where digest = any($1::uuid[])) as refused""";
    private static final String REFUSE = """
            insert into refused (digest, key)
            select i.digest, i.key from unnest($1::uuid[], $2::int[]) as i(digest, key)
             where not exists (select from directory where digest = any($1))
             order by i.digest
            on conflict do nothing""";
    private static final String IS_REFUSED = "select from refused where digest = any($1)";

    /// Every statement that began before the refusal is over by then, so that no entry is written behind our
    /// back.
    private static final String TAKE = """
            select digest from refused where not cleared and made < pg_snapshot_xmin(pg_current_snapshot())
             order by digest limit 1 for update skip locked""";

    static final String HOLDERS = "select owner from phone_book where digest = $1 order by owner limit $2";
    static final String LOCK = "select from book where owner = any($1) order by owner for update";
    static final String CLEAR = """
            with gone as (
                delete from phone_book where owner = any($2) and digest = $1 returning owner, tag, pending)
            update book b set entries = b.entries - 1, pending = b.pending - g.pending::int, checksum = b.checksum # g.tag,
                   version = b.version + 1, part = 0
              from gone g where b.owner = any($2) and b.owner = g.owner""";
    static final String FORGET_LOOK_UPS = "delete from look_up where digest = $1";
    private static final String CLEARED = "update refused set cleared = true where digest = $1";

    private final Pool pool;

    Refusals(Pool pool) {
        this.pool = pool;
    }

    /// @param digests of an address, by the version of the key
    Uni<TracesResource.Traces> traces(Map<Integer, UUID> digests) {
        return pool.preparedQuery(TRACES)
                .execute(Tuple.of((Object) values(digests)))
                .map(rows -> rows.iterator().next())
                .map(row -> new TracesResource.Traces(row.getLong("books"), row.getBoolean("refused")));
    }

    /// Keeps an address out of books from the commit on; false if it is a user's.
    Uni<Boolean> refuse(Map<Integer, UUID> digests) {
        var values = values(digests);
        var keys = digests.keySet().toArray(Integer[]::new);
        return pool.withTransaction(transaction -> Addresses.lock(transaction, values)
                .flatMap(locked -> transaction.preparedQuery(REFUSE).execute(Tuple.of(values, keys)))
                .flatMap(done -> transaction.preparedQuery(IS_REFUSED).execute(Tuple.of((Object) values)))
                .map(rows -> rows.size() > 0));
    }

    private static UUID[] values(Map<Integer, UUID> digests) {
        return digests.values().toArray(UUID[]::new);
    }

    /// Clears the next books that hold a refused address, at most so many, in one transaction under their
    /// locks. Whether there was one to work on.
    Uni<Boolean> clearNext(int most) {
        return pool.withTransaction(transaction -> transaction
                .query(TAKE)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.<UUID>empty()
                        : Optional.of(rows.iterator().next().getUUID("digest")))
                .flatMap(taken -> taken.map(
                                digest -> clear(transaction, digest, most).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private static Uni<Void> clear(SqlConnection transaction, UUID digest, int most) {
        return transaction
                .preparedQuery(HOLDERS)
                .execute(Tuple.of(digest, most))
                .map(Refusals::owners)
                .flatMap(owners -> clear(transaction, digest, owners)
                        .flatMap(cleared -> owners.size() < most
                                ? finish(transaction, digest)
                                : Uni.createFrom().voidItem()));
    }

    private static Uni<Void> clear(SqlConnection transaction, UUID digest, List<Long> owners) {
        var holders = owners.toArray(Long[]::new);
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(holders))
                .flatMap(locked -> transaction.preparedQuery(CLEAR).execute(Tuple.of(digest, holders)))
                .replaceWithVoid();
    }

    private static Uni<Void> finish(SqlConnection transaction, UUID digest) {
        return transaction
                .preparedQuery(FORGET_LOOK_UPS)
                .execute(Tuple.of(digest))
                .flatMap(forgotten -> transaction.preparedQuery(CLEARED).execute(Tuple.of(digest)))
                .replaceWithVoid();
    }

    private static List<Long> owners(RowSet<Row> rows) {
        var owners = new ArrayList<Long>(rows.size());
        rows.forEach(row -> owners.add(row.getLong("owner")));
        return owners;
    }
}
