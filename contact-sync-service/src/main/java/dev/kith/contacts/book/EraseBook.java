package dev.kith.contacts.book;

import dev.kith.contacts.directory.Directory;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Erases a user's book: the entries go, and what the book granted is withdrawn. The version stays and rises, so
/// that no later event looks like an old one; deltas from before are refused. The quota is that of the account, and
/// stays as well.
@ApplicationScoped
class EraseBook {
    private final Pool pool;
    private final Directory directory;
    private final PhoneBookRepository books;
    private final Outbox outbox;

    EraseBook(Pool pool, Directory directory, PhoneBookRepository books, Outbox outbox) {
        this.pool = pool;
        this.directory = directory;
        this.books = books;
        this.outbox = outbox;
    }

    Uni<Void> erase(long uid, String app) {
        return directory
                .account(uid, app)
                .flatMap(account -> pool.withTransaction(
                        transaction -> books.lock(transaction, uid, app).flatMap(book -> erase(transaction, book))))
                .invoke(outbox::committed);
    }

    private Uni<Void> erase(SqlConnection transaction, LockedBook book) {
        var events = new MatchedEvents(book);
        return books.erase(transaction, book)
                .invoke(removed -> {
                    book.change(-removed.entries(), -removed.pending(), removed.tags());
                    book.beginAnew();
                    events.removed(removed.users());
                })
                .flatMap(removed -> outbox.add(transaction, events.all()))
                .flatMap(done -> transaction
                        .preparedQuery("delete from look_up where owner = $1")
                        .execute(Tuple.of(book.owner())))
                .flatMap(done -> books.save(transaction, book));
    }
}
