package dev.kith.profile.relation;

import dev.kith.profile.relation.Relationship.Written;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Applies acts on phone books to many relationships of one owner at once, one statement each.
///
/// The statements read the owner's rows by primary key (`offset 0` keeps the planner from the reverse index), keep
/// only
/// what differs, and write that sorted by peer, so that an unchanged book writes nothing and two writers of one
/// owner meet in one order.
@ApplicationScoped
class BookRepository {
    private static final String GATE = "insert into book_applied as b (owner, version, part) values ($1, $2, $3)"
            + " on conflict (owner) do update set version = excluded.version, part = excluded.part"
            + " where (b.version, b.part) < (excluded.version, excluded.part)";

    private static final String NAMED = "with named as materialized"
            + " (select * from unnest($2::bigint[], $3::int[]) as n(peer, levels)), dif as (select n.* from named n"
            + " left join (select * from relationship where owner = $1 and peer = any($2) offset 0) r using (peer)"
            + " where r.owner is null or ";
    private static final String WRITE = " order by n.peer)"
            + " insert into relationship as r (owner, peer, book_levels, book_subscribed, in_book)"
            + " select $1, peer, levels, $4, true from dif on conflict (owner, peer) do update set in_book = true, ";

    private static final String REPLACE = NAMED
            + "r.book_levels <> n.levels or r.book_subscribed <> $4 or not r.in_book" + WRITE
            + "book_levels = excluded.book_levels, book_subscribed = excluded.book_subscribed" + Relationship.RETURNING;
    private static final String MERGE = NAMED
            + "n.levels & ~r.book_levels <> 0 or $4 and not r.book_subscribed or not r.in_book" + WRITE
            + "book_levels = r.book_levels | excluded.book_levels,"
            + " book_subscribed = r.book_subscribed or excluded.book_subscribed" + Relationship.RETURNING;
    // Whoever is taken out of the book is not followed by itself either.
    private static final String REMOVE = "update relationship r set book_levels = 0, book_subscribed = false,"
            + " auto_subscribed = false, in_book = false where r.owner = $1 and r.peer = any($2)"
            + " and (r.in_book or r.book_levels <> 0 or r.book_subscribed)" + Relationship.RETURNING;

    /// Takes note of an act of the book; false if it was applied before. Acts of one owner wait for each other here.
    Uni<Boolean> take(SqlConnection transaction, long owner, long version, int part) {
        return transaction
                .preparedQuery(GATE)
                .execute(Tuple.of(owner, version, part))
                .map(rows -> rows.rowCount() > 0);
    }

    /// The book's part of these relationships becomes exactly this.
    Uni<List<Written>> replace(
            SqlConnection transaction, long owner, SortedMap<Long, Integer> peers, boolean subscribe) {
        return write(transaction, REPLACE, owner, peers, subscribe);
    }

    /// The book's part of these relationships gets this in addition.
    Uni<List<Written>> merge(SqlConnection transaction, long owner, SortedMap<Long, Integer> peers, boolean subscribe) {
        return write(transaction, MERGE, owner, peers, subscribe);
    }

    /// Takes back all that the book gave these peers.
    Uni<List<Written>> remove(SqlConnection transaction, long owner, SortedMap<Long, Integer> peers) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(owner, peers.keySet().toArray(Long[]::new)))
                .map(rows -> written(owner, rows));
    }

    private static Uni<List<Written>> write(
            SqlConnection transaction, String sql, long owner, SortedMap<Long, Integer> peers, boolean subscribe) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(
                        owner,
                        peers.keySet().toArray(Long[]::new),
                        peers.values().toArray(Integer[]::new),
                        subscribe))
                .map(rows -> written(owner, rows));
    }

    private static List<Written> written(long owner, RowSet<Row> rows) {
        var written = new ArrayList<Written>(rows.size());
        rows.forEach(row -> written.add(Relationship.written(owner, row)));
        return written;
    }
}
