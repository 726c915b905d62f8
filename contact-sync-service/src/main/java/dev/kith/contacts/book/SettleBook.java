package dev.kith.contacts.book;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/// Second step of a sync: matches what the first step made searchable once more, in a snapshot that begins after
/// its commit.
///
/// Somebody who joins commits their directory row before their holders are looked for. So of a join and a sync at
/// the same moment at least one sees the other; if both do, the mark on the entry makes it one notice.
@ApplicationScoped
class SettleBook {
    private final Pool pool;
    private final PhoneBookRepository books;
    private final UnsettledRepository unsettled;
    private final JoinJobs jobs;
    private final Outbox outbox;

    SettleBook(Pool pool, PhoneBookRepository books, UnsettledRepository unsettled, JoinJobs jobs, Outbox outbox) {
        this.pool = pool;
        this.books = books;
        this.unsettled = unsettled;
        this.jobs = jobs;
        this.outbox = outbox;
    }

    /// Gives the users found now, by digest, also those that the first step had found.
    Uni<Map<UUID, Long>> settle(Written written, ContactsMatched.Mode mode) {
        var first = written.book();
        return pool.withTransaction(transaction -> books.lock(transaction, first.owner(), first.app())
                        .map(book -> new Settling(
                                new Settling.Stores(books, unsettled, jobs, outbox), transaction, book, written, mode))
                        .flatMap(settling -> settling.run(first.version())))
                .invoke(this::committed);
    }

    /// Matches the whole book, for one whose second step never came.
    Uni<Void> settleAll(UnsettledRepository.Unsettled book) {
        return pool.withTransaction(transaction -> books.lock(transaction, book.owner(), book.app())
                        .call(locked -> settleAll(transaction, locked))
                        .flatMap(locked -> tellWhoKnows(transaction, locked)))
                .invoke(this::committed);
    }

    private Uni<Map<UUID, Long>> settleAll(SqlConnection transaction, LockedBook book) {
        return books.untold(transaction, book.owner()).flatMap(digests -> {
            var everything = new Written(book);
            everything.released().addAll(digests);
            return new Settling(
                            new Settling.Stores(books, unsettled, jobs, outbox),
                            transaction,
                            book,
                            everything,
                            ContactsMatched.Mode.MERGE)
                    .run(book.version());
        });
    }

    private Uni<Void> tellWhoKnows(SqlConnection transaction, LockedBook book) {
        return book.opensByItsEntries()
                ? jobs.ask(transaction, book.owner())
                : Uni.createFrom().voidItem();
    }

    private void committed(Object result) {
        outbox.committed();
        jobs.committed();
    }
}
