package dev.kith.contacts.book;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/// First step of a sync, one transaction under the book's lock: removals, new and changed entries, their price, and
/// the events about every user that this snapshot shows.
///
/// Whoever joins at this very moment may be missing from the snapshot, and this book from theirs; [SettleBook]
/// looks again after the commit. That it still has to is noted in the same transaction (`unsettled`), so a crash in
/// between is found and made good by [LeftBehind].
@ApplicationScoped
class WriteBook {
    private final Pool pool;
    private final PhoneBookRepository books;
    private final UnsettledRepository unsettled;
    private final JoinJobs jobs;
    private final Outbox outbox;
    private final BookConfiguration configuration;

    WriteBook(
            Pool pool,
            PhoneBookRepository books,
            UnsettledRepository unsettled,
            JoinJobs jobs,
            Outbox outbox,
            BookConfiguration configuration) {
        this.pool = pool;
        this.books = books;
        this.unsettled = unsettled;
        this.jobs = jobs;
        this.outbox = outbox;
        this.configuration = configuration;
    }

    Uni<Written> write(long owner, String app, SyncAct act, NamedEntries named) {
        return pool.withTransaction(transaction -> books.lock(transaction, owner, app)
                        .map(book -> new Writing(
                                new Writing.Stores(books, unsettled, jobs, outbox, configuration.largest()),
                                transaction,
                                book,
                                act,
                                named))
                        .flatMap(Writing::run))
                .invoke(written -> {
                    outbox.committed();
                    jobs.committed();
                });
    }
}
