package dev.kith.profile.relation;

import dev.kith.profile.relation.Relationship.Written;
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

/// Applies acts on phone books to many relationships at once, one statement each.
///
/// The statements read each row by primary key (`offset 0` keeps the planner from the reverse index), keep only what
/// differs, and write that sorted by key, so that an unchanged book writes nothing and two writers meet in one order.
@ApplicationScoped
class BookRepository {
    private static final String GATE = "insert into book_applied as b (owner, version, part)"
            + " select * from unnest($1::bigint[], $2::bigint[], $3::int[]) as a(owner, version, part) order by owner"
            + " on conflict (owner) do update set version = excluded.version, part = excluded.part"
            + " where (b.version, b.part) < (excluded.version, excluded.part) returning owner";

    private static final String NAMED = "with named as materialized"
            + " (select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::boolean[])"
            + " as n(owner, peer, levels, subscribe)), dif as (select n.* from named n"
            + " left join lateral (select * from relationship where owner = n.owner and peer = n.peer offset 0) r on true"
            + " where r.owner is null or ";
    private static final String WRITE = " order by n.owner, n.peer)"
            + " insert into relationship as r (owner, peer, book_levels, book_subscribed, in_book)"
            + " select owner, peer, levels, subscribe, true from dif"
            + " on conflict (owner, peer) do update set in_book = true, ";

    private static final String REPLACE = NAMED
            + "r.book_levels <> n.levels or r.book_subscribed <> n.subscribe or not r.in_book" + WRITE
            + "book_levels = excluded.book_levels, book_subscribed = excluded.book_subscribed" + Relationship.RETURNING;
    private static final String MERGE = NAMED
            + "n.levels & ~r.book_levels <> 0 or n.subscribe and not r.book_subscribed or not r.in_book" + WRITE
            + "book_levels = r.book_levels | excluded.book_levels,"
            + " book_subscribed = r.book_subscribed or excluded.book_subscribed" + Relationship.RETURNING;
    // Whoever is taken out of the book is not followed by itself either.
    private static final String REMOVE = "update relationship r set book_levels = 0, book_subscribed = false,"
            + " auto_subscribed = false, in_book = false where r.owner = $1 and r.peer = any($2)"
            + " and (r.in_book or r.book_levels <> 0 or r.book_subscribed)" + Relationship.RETURNING;

    /// Takes note of acts of books of different owners; those of whom it was not applied before. Acts of one owner wait
    /// for each other here.
    Uni<Set<Long>> take(SqlConnection transaction, List<BookAct> acts) {
        return transaction
                .preparedQuery(GATE)
                .execute(Tuple.of(
                        acts.stream().map(BookAct::owner).toArray(Long[]::new),
                        acts.stream().map(BookAct::version).toArray(Long[]::new),
                        acts.stream().map(BookAct::part).toArray(Integer[]::new)))
                .map(rows -> {
                    var owners = new HashSet<Long>();
                    rows.forEach(row -> owners.add(row.getLong("owner")));
                    return owners;
                });
    }

    /// The books' part of these relationships becomes exactly this. Each owner once.
    Uni<List<Written>> replace(SqlConnection transaction, List<BookAct> acts) {
        return write(transaction, REPLACE, acts);
    }

    /// The books' part of these relationships gets this in addition. Each owner once.
    Uni<List<Written>> merge(SqlConnection transaction, List<BookAct> acts) {
        return write(transaction, MERGE, acts);
    }

    /// Takes back all that the book gave these peers.
    Uni<List<Written>> remove(SqlConnection transaction, BookAct act) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(act.owner(), act.peers().keySet().toArray(Long[]::new)))
                .map(BookRepository::written);
    }

    private static Uni<List<Written>> write(SqlConnection transaction, String sql, List<BookAct> acts) {
        int size = acts.stream().mapToInt(act -> act.peers().size()).sum();
        var owners = new Long[size];
        var peers = new Long[size];
        var levels = new Integer[size];
        var subscribe = new Boolean[size];
        int i = 0;
        for (var act : acts) {
            for (var granted : act.peers().entrySet()) {
                owners[i] = act.owner();
                peers[i] = granted.getKey();
                levels[i] = granted.getValue();
                subscribe[i++] = act.subscribe();
            }
        }
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(owners, peers, levels, subscribe))
                .map(BookRepository::written);
    }

    private static List<Written> written(RowSet<Row> rows) {
        var written = new ArrayList<Written>(rows.size());
        rows.forEach(row -> written.add(Relationship.written(row.getLong("owner"), row)));
        return written;
    }
}
