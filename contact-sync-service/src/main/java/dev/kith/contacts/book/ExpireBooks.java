package dev.kith.contacts.book;

import dev.kith.kit.start.WhenStopping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Takes the entries of people who are no users out of books that were not synced for long.
///
/// A round looks through one slice of the books, in the order of their owners, and goes on there the next time;
/// a book that is locked meanwhile, or was synced, is passed over. A device that comes back after that finds
/// its base unknown and sends its book again. Two nodes may do the same: the second finds nothing left.
@ApplicationScoped
class ExpireBooks {
    /// Books that one round looks at.
    static final int SLICE = 10_000;

    static final String DUE = """
            select count(*) as looked_at, max(owner) as last,
                   coalesce(array_agg(owner) filter (where synced_at < $2), '{}') as due
              from (select owner, synced_at from book where owner > $1 order by owner limit $3) slice""";
    static final String TAKE = """
            select d.app from (select owner from book
                                where owner = $1 and synced_at < $2 for update skip locked) b
             cross join lateral (select app from directory where uid = b.owner offset 0) d""";

    /// Not looked at again until it is synced again.
    private static final String REST = "update book set synced_at = null where owner = $1";

    private final Pool pool;
    private final PhoneBookRepository books;
    private final BookConfiguration configuration;
    private final Clock clock;
    private final AtomicLong cursor = new AtomicLong();

    ExpireBooks(Pool pool, PhoneBookRepository books, BookConfiguration configuration, Clock clock) {
        this.pool = pool;
        this.books = books;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Scheduled(
            every = "${kith.books.expiry-round}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhenStopping.class)
    Uni<Void> round() {
        var before =
                OffsetDateTime.ofInstant(clock.instant().minus(configuration.entriesExpireAfter()), ZoneOffset.UTC);
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(cursor.get(), before, SLICE))
                .map(rows -> rows.iterator().next())
                .invoke(row -> cursor.set(row.getLong("looked_at") < SLICE ? 0 : row.getLong("last")))
                .map(row -> List.of(row.getArrayOfLongs("due")))
                .onItem()
                .transformToMulti(owners -> Multi.createFrom().iterable(owners))
                .onItem()
                .transformToUniAndConcatenate(
                        owner -> pool.withTransaction(transaction -> expire(transaction, owner, before)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> expire(SqlConnection transaction, long owner, OffsetDateTime before) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(owner, before))
                .flatMap(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : books.lock(transaction, owner, rows.iterator().next().getString("app"))
                                .flatMap(book -> expire(transaction, book)));
    }

    private Uni<Void> expire(SqlConnection transaction, LockedBook book) {
        return books.expire(transaction, book)
                .invoke(removed -> remove(book, removed))
                .flatMap(removed -> books.save(transaction, book))
                .flatMap(saved -> transaction
                        .preparedQuery("delete from look_up where owner = $1")
                        .execute(Tuple.of(book.owner())))
                .flatMap(done -> transaction.preparedQuery(REST).execute(Tuple.of(book.owner())))
                .replaceWithVoid();
    }

    private static void remove(LockedBook book, Removed removed) {
        if (removed.entries() > 0) {
            book.change(-removed.entries(), -removed.pending(), removed.tags());
            book.beginAnew();
        }
    }
}
