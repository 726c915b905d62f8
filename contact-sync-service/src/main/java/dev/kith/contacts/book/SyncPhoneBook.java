package dev.kith.contacts.book;

import dev.kith.contacts.directory.Account;
import dev.kith.contacts.directory.Directory;
import dev.kith.contacts.number.Digests;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Brings what a device has changed into its user's book, and finds who is there.
///
/// A call may be repeated: entries that are as they should be are not written, not charged and not told again, but
/// they are matched and announced to profile-service, which holds the truth about levels. Two devices at once take
/// turns at the lock of the book. Nobody who joins in the meantime is missed: see [WriteBook] and [SettleBook].
@ApplicationScoped
public class SyncPhoneBook {
    /// Reading more entries than this would hold up others on the event loop.
    private static final int MOST_AT_ONCE = 50;

    private final Directory directory;
    private final Digests digests;
    private final Pool pool;
    private final PhoneBookRepository books;
    private final WriteBook writeBook;
    private final SettleBook settleBook;
    private final Vertx vertx;

    SyncPhoneBook(
            Directory directory,
            Digests digests,
            Pool pool,
            PhoneBookRepository books,
            WriteBook writeBook,
            SettleBook settleBook,
            Vertx vertx) {
        this.directory = directory;
        this.digests = digests;
        this.pool = pool;
        this.books = books;
        this.writeBook = writeBook;
        this.settleBook = settleBook;
        this.vertx = vertx;
    }

    /// What a sync came to.
    ///
    /// @param found users by digest
    /// @param addresses of users whose entries an earlier call named, by uid
    public record Synced(NamedEntries named, Written written, Map<UUID, Long> found, Map<Long, String> addresses) {}

    public Uni<Synced> sync(long uid, String app, SyncAct act) {
        return directory
                .account(uid, app)
                .flatMap(account -> read(act, account)
                        .flatMap(named ->
                                namesNothing(act) ? lookOnly(account, act, named) : write(account, act, named)));
    }

    private Uni<NamedEntries> read(SyncAct act, Account account) {
        return act.add().size() + act.remove().size() <= MOST_AT_ONCE
                ? Uni.createFrom().item(() -> NamedEntries.read(act, account, digests))
                : vertx.executeBlocking(() -> NamedEntries.read(act, account, digests), false);
    }

    private static boolean namesNothing(SyncAct act) {
        return act.add().isEmpty() && act.remove().isEmpty();
    }

    /// A device that has nothing to say and whose book may be equal: one read, unless entries wait that can be paid
    /// now; and once a day a note that the book is in use.
    private Uni<Synced> lookOnly(Account account, SyncAct act, NamedEntries named) {
        return books.glance(pool, account.uid(), account.app())
                .map(book ->
                        book.filter(seen -> seen.pending() == 0 || seen.quota().left() == 0))
                .flatMap(seen -> seen.isPresent() ? asItIs(seen.get(), act, named) : write(account, act, named));
    }

    private Uni<Synced> asItIs(LockedBook book, SyncAct act, NamedEntries named) {
        refuseUnknownBase(book, act);
        return books.noteUse(pool, book).replaceWith(() -> new Synced(named, new Written(book), Map.of(), Map.of()));
    }

    private Uni<Synced> write(Account account, SyncAct act, NamedEntries named) {
        return writeBook
                .write(account.uid(), account.app(), act, named)
                .flatMap(written -> settle(act, written).flatMap(found -> synced(named, written, found)));
    }

    private Uni<Map<UUID, Long>> settle(SyncAct act, Written written) {
        return (written.needsSettling()
                        ? settleBook.settle(written, act.mode().announced())
                        : Uni.createFrom().item(Map.<UUID, Long>of()))
                .map(again -> {
                    var found = new HashMap<>(written.found());
                    found.putAll(again);
                    return found;
                });
    }

    private Uni<Synced> synced(NamedEntries named, Written written, Map<UUID, Long> found) {
        var released = written.released().stream()
                .flatMap(digest -> Optional.ofNullable(found.get(digest)).stream())
                .toList();
        return (released.isEmpty() ? Uni.createFrom().item(Map.<Long, String>of()) : books.addresses(pool, released))
                .map(addresses -> new Synced(named, written, found, addresses));
    }

    static void refuseUnknownBase(LockedBook book, SyncAct act) {
        if (act.base().isPresent() && !book.knows(act.base().getAsLong())) {
            throw new ProblemException(
                    ErrorCode.BASE_UNKNOWN,
                    "The book is at version " + book.version() + "; send it whole, without base.");
        }
    }
}
