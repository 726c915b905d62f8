package dev.kith.contacts.directory;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Addresses that a user has left behind. An entry of a book names an address, but its owner granted levels to
/// the person whom they knew there: so these grants end with that person, and the entry grants nothing until
/// one of the owner's devices names it again. Whoever comes to the address is put there only after that.
///
/// The work goes in chunks of holders, a transaction each, under the locks of their books. A node that dies in
/// the middle leaves the address vacated, and whoever comes there, or departs next, goes on with it.
@ApplicationScoped
class Vacancies {
    /// As many as are told of a join in one transaction.
    private static final int CHUNK = 1_000;

    private static final int MOST = 100;

    /// A row for each digest, because a node may know one key alone; each is cleared under all of them, because
    /// a sync may bring an entry from one to the other meanwhile.
    private static final String NOTE = "insert into vacated (digest, digests) select unnest($1::uuid[]), $1"
            + " on conflict (digest) do update set digests = excluded.digests, cursor = 0";

    private static final String ALL = "select digest from vacated limit $1";
    private static final String TAKE = "select digests, cursor from vacated where digest = $1 for update";
    static final String HOLDERS = """
            select distinct h.owner from unnest($1::uuid[]) as i(digest)
             cross join lateral (
                   select owner from phone_book
                    where digest = i.digest and owner > $2 and (levels <> 0 or subscribed)
                    order by owner limit $3 offset 0) h
             order by h.owner limit $3""";
    static final String LOCK = "select from book where owner = any($1) order by owner for update";
    static final String END = """
            with ended as (
                update phone_book set levels = 0, subscribed = false
                 where owner = any($2) and digest = any($1::uuid[]) returning owner),
            owners as (select distinct owner from ended)
            update book b set version = version + 1, part = 0 from owners e where b.owner = any($2) and b.owner = e.owner""";

    private final Pool pool;

    Vacancies(Pool pool) {
        this.pool = pool;
    }

    /// The user of this address is gone from it with this transaction; after its commit it is to be cleared.
    ///
    /// @param digests of it, one for each key
    Uni<Void> note(SqlConnection transaction, UUID[] digests) {
        return transaction
                .preparedQuery(NOTE)
                .execute(Tuple.of((Object) digests))
                .replaceWithVoid();
    }

    /// Clears an address; done when it is free for another.
    Uni<Void> clear(UUID[] digests) {
        return Multi.createFrom()
                .items(digests)
                .onItem()
                .transformToUniAndConcatenate(this::clear)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> clear(UUID digest) {
        return pool.withTransaction(transaction -> chunk(transaction, digest))
                .flatMap(more -> more ? clear(digest) : Uni.createFrom().voidItem());
    }

    /// Clears what there is, also what a node left behind.
    Uni<Void> clearAll() {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(MOST))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom()
                        .iterable(
                                rows.stream().map(row -> row.getUUID("digest")).toList()))
                .onItem()
                .transformToUniAndConcatenate(this::clear)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Boolean> chunk(SqlConnection transaction, UUID digest) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(digest))
                .flatMap(rows -> rows.size() == 0
                        ? Uni.createFrom().item(false)
                        : endBehind(transaction, digest, rows.iterator().next()));
    }

    private static Uni<Boolean> endBehind(SqlConnection transaction, UUID digest, Row vacated) {
        var digests = vacated.getArrayOfUUIDs("digests");
        return transaction
                .preparedQuery(HOLDERS)
                .execute(Tuple.of(digests, vacated.getLong("cursor"), CHUNK))
                .map(Vacancies::owners)
                .call(owners -> end(transaction, digests, owners))
                .call(owners -> owners.size() < CHUNK
                        ? transaction
                                .preparedQuery("delete from vacated where digest = $1")
                                .execute(Tuple.of(digest))
                        : transaction
                                .preparedQuery("update vacated set cursor = $2 where digest = $1")
                                .execute(Tuple.of(digest, owners.getLast())))
                .map(owners -> owners.size() == CHUNK);
    }

    private static Uni<Void> end(SqlConnection transaction, UUID[] digests, List<Long> owners) {
        if (owners.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var holders = owners.toArray(Long[]::new);
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(holders))
                .flatMap(locked -> transaction.preparedQuery(END).execute(Tuple.of(digests, holders)))
                .replaceWithVoid();
    }

    private static List<Long> owners(RowSet<Row> rows) {
        var owners = new ArrayList<Long>(rows.size());
        rows.forEach(row -> owners.add(row.getLong("owner")));
        return owners;
    }
}
