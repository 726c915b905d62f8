package dev.kith.contacts.rotation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What stands in books under one key or another. Every call is a part of one chunk's transaction, under the
/// locks of the books, which are taken in the order of owners.
@ApplicationScoped
class BookRows {
    static final String LOCK = "select owner, entries from book where owner > $1 order by owner limit $2 for update";

    private static final String UNSETTLED = "select owner from unsettled where owner = any($1::int8[])";

    /// Whoever is a user stands in the directory under the digest of the entry and under that of key $2.
    static final String MOVE = """
            with e as materialized (
                select owner, digest from phone_book where owner = any($1::int8[]) and key <> $2),
            due as materialized (
                select e.owner, e.digest, n.digest as under
                  from e
                 cross join lateral (select uid from directory where digest = e.digest offset 0) o
                 cross join lateral (select digest from directory where uid = o.uid and key = $2 offset 0) n)
            update phone_book p set digest = due.under, key = $2 from due
             where p.owner = any($1::int8[]) and p.owner = due.owner and p.digest = due.digest
               and not exists (
                   select from phone_book t
                    where t.owner = any($1::int8[]) and t.owner = due.owner and t.digest = due.under)""";

    private static final String MOVE_LOOK_UPS = MOVE.replace("phone_book", "look_up");

    static final String LEFT = """
            select owner, count(*)::int as entries from phone_book
             where owner = any($1::int8[]) and key <> $2 group by owner""";

    /// A delta is answered with `base-unknown`, once for each device: whatever it has, it sends.
    private static final String ASK = """
            update book set version = version + 1, part = 0, oldest_base = version + 1
             where owner = any($1::int8[])""";

    static final String DROP = """
            with gone as (
                delete from phone_book where owner = any($1::int8[]) and key = $2 returning owner, tag, pending),
            sums as (
                select owner, count(*)::int as entries, count(*) filter (where pending)::int as pending,
                       bit_xor(tag) as tags
                  from gone group by owner)
            update book b
               set entries = b.entries - s.entries, pending = b.pending - s.pending, checksum = b.checksum # s.tags,
                   version = b.version + 1, part = 0, oldest_base = b.version + 1
              from sums s where b.owner = any($1::int8[]) and b.owner = s.owner""";

    private static final String DROP_LOOK_UPS = "delete from look_up where owner = any($1::int8[]) and key = $2";

    /// A book by its owner.
    record Book(long owner, int entries) {}

    /// Locks the next books.
    Uni<List<Book>> lock(SqlConnection transaction, Key key, int most) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(key.cursor(), most))
                .map(rows -> {
                    var books = new ArrayList<Book>(rows.size());
                    rows.forEach(row -> books.add(new Book(row.getLong("owner"), row.getInteger("entries"))));
                    return books;
                });
    }

    /// Those of the owners whose last sync is between its two steps. A statement of its own: what was committed
    /// while the locks were waited for is seen here alone.
    Uni<Set<Long>> unsettled(SqlConnection transaction, Long[] owners) {
        return transaction
                .preparedQuery(UNSETTLED)
                .execute(Tuple.of((Object) owners))
                .map(BookRows::owners);
    }

    /// Brings entries and look-ups of users under this key.
    Uni<Void> move(SqlConnection transaction, int version, Long[] owners) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(owners, version))
                .flatMap(moved -> transaction.preparedQuery(MOVE_LOOK_UPS).execute(Tuple.of(owners, version)))
                .replaceWithVoid();
    }

    /// What still stands under other keys, by owner.
    Uni<List<Book>> left(SqlConnection transaction, int version, Long[] owners) {
        return transaction
                .preparedQuery(LEFT)
                .execute(Tuple.of(owners, version))
                .map(rows -> {
                    var books = new ArrayList<Book>(rows.size());
                    rows.forEach(row -> books.add(new Book(row.getLong("owner"), row.getInteger("entries"))));
                    return books;
                });
    }

    /// Has every device of these owners send its whole book with its next delta.
    Uni<Void> ask(SqlConnection transaction, Long[] owners) {
        return transaction.preparedQuery(ASK).execute(Tuple.of((Object) owners)).replaceWithVoid();
    }

    /// Removes what stands under this key.
    Uni<Void> drop(SqlConnection transaction, int version, Long[] owners) {
        return transaction
                .preparedQuery(DROP)
                .execute(Tuple.of(owners, version))
                .flatMap(dropped -> transaction.preparedQuery(DROP_LOOK_UPS).execute(Tuple.of(owners, version)))
                .replaceWithVoid();
    }

    private static Set<Long> owners(RowSet<Row> rows) {
        var owners = new HashSet<Long>();
        rows.forEach(row -> owners.add(row.getLong("owner")));
        return owners;
    }
}
