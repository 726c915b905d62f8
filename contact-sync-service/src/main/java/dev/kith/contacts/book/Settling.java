package dev.kith.contacts.book;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One run of [SettleBook]: the transaction, the locked book, and what the first step left to do.
final class Settling {
    private final Stores stores;
    private final SqlConnection transaction;
    private final LockedBook book;
    private final Written written;
    private final ContactsMatched.Mode mode;
    private final Map<UUID, Long> found = new HashMap<>();
    private boolean knowTheOwner;

    record Stores(PhoneBookRepository books, UnsettledRepository unsettled, JoinJobs jobs, Outbox outbox) {}

    Settling(Stores stores, SqlConnection transaction, LockedBook book, Written written, ContactsMatched.Mode mode) {
        this.stores = stores;
        this.transaction = transaction;
        this.book = book;
        this.written = written;
        this.mode = mode;
    }

    /// Settles the book as of this version.
    Uni<Map<UUID, Long>> run(long version) {
        var digests = new ArrayList<UUID>(written.named());
        digests.addAll(written.released());
        return stores.books()
                .match(transaction, book.owner(), book.digests(), digests.toArray(UUID[]::new))
                .invoke(hits -> gather(hits, digests))
                .flatMap(hits -> announceNew())
                .flatMap(done -> stores.unsettled().clear(transaction, book.owner(), version))
                .replaceWith(found);
    }

    private void gather(List<Hit> hits, List<UUID> digests) {
        for (var hit : hits) {
            knowTheOwner |= hit.mutual();
            if (hit.findable()) {
                found.put(digests.get(hit.ordinal()), hit.uid());
            }
        }
    }

    private Uni<Void> announceNew() {
        var fresh = new HashMap<>(found);
        fresh.keySet().removeAll(written.found().keySet());
        boolean tell = knowTheOwner && book.opensByItsEntries() && !written.told();
        if (fresh.isEmpty() && !tell) {
            return doneAlready();
        }
        var digests = fresh.keySet().toArray(UUID[]::new);
        var uids = fresh.values().toArray(Long[]::new);
        return stores.books()
                .mark(transaction, book, digests, uids)
                .flatMap(this::announce)
                .flatMap(done -> tell
                        ? stores.jobs().ask(transaction, book.owner())
                        : Uni.createFrom().voidItem())
                .flatMap(done -> stores.books().save(transaction, book));
    }

    /// Levels are told as they stand now: another device may have changed them since the first step, and has told
    /// its own.
    private Uni<Void> announce(List<Marked> marked) {
        var events = new MatchedEvents(book);
        events.standing(
                mode,
                marked.stream()
                        .filter(entry -> written.named().contains(entry.digest()))
                        .toList());
        events.standing(
                ContactsMatched.Mode.MERGE,
                marked.stream()
                        .filter(entry -> written.released().contains(entry.digest()))
                        .toList());
        return stores.outbox().add(transaction, events.all());
    }

    /// All that is left to commit is that nothing is left to do. Lost in a crash it would only be done again, so
    /// nobody waits for the disk.
    private Uni<Void> doneAlready() {
        return transaction.query("set local synchronous_commit = off").execute().replaceWithVoid();
    }
}
