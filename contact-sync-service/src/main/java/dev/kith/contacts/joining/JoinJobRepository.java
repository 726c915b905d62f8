package dev.kith.contacts.joining;

import dev.kith.contacts.number.Digests;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Jobs and the holders they are about. Every call is a part of one chunk's transaction.
@ApplicationScoped
class JoinJobRepository {
    /// The setting of the user is held until the chunk commits: who was answered "nobody" is announced to no one from
    /// then on. The directory comes before books, as it does where a user leaves.
    static final String TAKE = """
            select j.id, j.cursor, j.moved_from, j.move, d.uid, d.app, d.address, d.digests, d.discoverable
              from (select id, uid, cursor, moved_from, move from join_job order by id limit 1 for update skip locked) j
              left join lateral (
                   select uid, app, min(address) as address, min(discoverable) as discoverable,
                          array_agg(digest) as digests
                     from (select * from directory where uid = j.uid order by key offset 0 for share) r
                    group by uid, app offset 0) d on true""";

    /// Holders whom the user never heard of are told under `everyone`: by the reverse index, in the order of
    /// their uids.
    static final String HOLDERS_OF_EVERYONE = """
            select p.owner, p.notified <> $2 and not p.pending and p.owner <> $2
                   and not exists (select from block where peer = p.owner and owner = $2) as untold
              from unnest($1::uuid[]) as own(digest)
             cross join lateral (
                   select owner, notified, pending from phone_book
                    where digest = own.digest and owner > $3 order by owner limit $4 offset 0) p
             order by p.owner limit $4""";

    /// Under `contacts` only people in the user's own book count, so that is where it starts.
    static final String HOLDERS_AMONG_CONTACTS = """
            select h.owner, h.notified <> $2 and not h.pending
                   and not exists (select from block where peer = h.owner and owner = $2) as untold
              from (select digest from phone_book where owner = $2 offset 0) mine
             cross join lateral (select uid from directory where digest = mine.digest offset 0) d
             cross join lateral
                   (select owner, notified, pending from phone_book where owner = d.uid and digest = any($1::uuid[]) limit 1) h
             where h.owner > $3 order by h.owner limit $4""";

    /// Of a move only those hear who hold the number of before, and whom the user holds as well.
    static final String HOLDERS_OF_THE_FORMER = """
            select h.owner, not exists (select from block where peer = h.owner and owner = $2)
                   and not exists (select from block where peer = $2 and owner = h.owner) as untold
              from (select digest from phone_book where owner = $2 offset 0) mine
             cross join lateral (select uid from directory where digest = mine.digest offset 0) d
             cross join lateral (select owner from phone_book where owner = d.uid and digest = any($1::uuid[]) limit 1) h
             where h.owner > $3 order by h.owner limit $4""";

    /// In the order of owners, as every transaction that locks more than one book does it.
    static final String LOCK = "select owner from book where owner = any($1) order by owner for update";

    static final String MARK = """
            with told as (
                update phone_book set notified = $2
                 where owner = any($1) and digest = any($3::uuid[]) and notified <> $2 and not pending
                       and not exists (select from block where peer = phone_book.owner and owner = $2)
                returning owner, levels, subscribed)
            update book b set part = part + 1 from told t where b.owner = any($1) and b.owner = t.owner
            returning b.owner, b.version, b.part - 1 as part, t.levels, t.subscribed""";

    private final Digests digests;

    JoinJobRepository(Digests digests) {
        this.digests = digests;
    }

    /// The oldest job that no other node works on; its row stays locked until the transaction ends.
    Uni<Optional<Row>> take(SqlConnection transaction) {
        return transaction
                .query(TAKE)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.<Row>empty()
                        : Optional.of(rows.iterator().next()));
    }

    /// The next holders behind the cursor, told or not, in the order of their uids.
    Uni<List<Candidate>> holders(SqlConnection transaction, JoinJob job, int most) {
        var move = job.move();
        var sql = job.everyone() ? HOLDERS_OF_EVERYONE : HOLDERS_AMONG_CONTACTS;
        return transaction
                .preparedQuery(move == null ? sql : HOLDERS_OF_THE_FORMER)
                .execute(Tuple.of(
                        move == null ? own(job) : digests.ofApp(job.app()).arrayOf(move.from()),
                        job.uid(),
                        job.cursor(),
                        most))
                .map(rows -> listOf(rows, row -> new Candidate(row.getLong("owner"), row.getBoolean("untold"))));
    }

    record Candidate(long uid, boolean untold) {}

    /// Marks those who have not been told yet, under the locks of their books, and gives exactly these.
    Uni<List<Holder>> mark(SqlConnection transaction, JoinJob job, Long[] holders) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(holders))
                .flatMap(locked -> transaction.preparedQuery(MARK).execute(Tuple.of(holders, job.uid(), own(job))))
                .map(rows -> listOf(rows, Holder::of));
    }

    Uni<Void> moveTo(SqlConnection transaction, long job, long cursor) {
        return transaction
                .preparedQuery("update join_job set cursor = $2 where id = $1")
                .execute(Tuple.of(job, cursor))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, long job) {
        return transaction
                .preparedQuery("delete from join_job where id = $1")
                .execute(Tuple.of(job))
                .replaceWithVoid();
    }

    private static UUID[] own(JoinJob job) {
        return job.digests().toArray(UUID[]::new);
    }

    private static <T> List<T> listOf(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }
}
