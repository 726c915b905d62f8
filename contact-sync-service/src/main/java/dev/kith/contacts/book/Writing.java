package dev.kith.contacts.book;

import dev.kith.contacts.joining.JoinJobs;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.kit.outbox.Outbox;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// One run of [WriteBook]: the transaction, the locked book, and what has been gathered so far.
final class Writing {
    /// Entries that waited for quota and are looked up in one call at most.
    private static final int MOST_RELEASED = 2_000;

    private final Stores stores;
    private final SqlConnection transaction;
    private final LockedBook book;
    private final SyncAct act;
    private final NamedEntries named;
    private final Written written;
    private final List<Long> withdrawn = new ArrayList<>();
    private final List<Long> matched = new ArrayList<>();
    private final List<Marked> released = new ArrayList<>();
    private boolean changed;

    record Stores(
            PhoneBookRepository books, UnsettledRepository unsettled, JoinJobs jobs, Outbox outbox, int largest) {}

    Writing(Stores stores, SqlConnection transaction, LockedBook book, SyncAct act, NamedEntries named) {
        this.stores = stores;
        this.transaction = transaction;
        this.book = book;
        this.act = act;
        this.named = named;
        this.written = new Written(book);
    }

    Uni<Written> run() {
        SyncPhoneBook.refuseUnknownBase(book, act);
        return remove().flatMap(done -> add())
                .flatMap(done -> release())
                .flatMap(done -> announce())
                .flatMap(done -> stores.books().save(transaction, book))
                .replaceWith(written);
    }

    private Uni<Void> remove() {
        if (named.removed().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return stores.books()
                .remove(transaction, book, named.removed().toArray(Long[]::new))
                .invoke(removed -> {
                    book.change(-removed.entries(), -removed.pending(), removed.tags());
                    withdrawn.addAll(removed.users());
                    changed |= removed.entries() > 0;
                })
                .replaceWithVoid();
    }

    private Uni<Void> add() {
        if (named.entries().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var slots = named.entries().stream()
                .map(entry -> new StoreCommand.Slot(entry.digest(), entry.tag()))
                .toList();
        boolean merge = act.mode() == SyncAct.Mode.MERGE;
        return bringOver()
                .flatMap(done -> matchOf(slots))
                .flatMap(hits -> store(slots, hits, StoreCommand.of(slots, hits, act.levels(), merge, act.subscribe())))
                .invoke(searched -> {
                    searched.searchable()
                            .forEach(ordinal ->
                                    written.named().add(slots.get(ordinal).digest()));
                    searched.waiting()
                            .forEach(ordinal ->
                                    written.waiting().add(slots.get(ordinal).digest()));
                    searched.found().forEach(hit -> matched.add(hit.uid()));
                })
                .replaceWithVoid();
    }

    private Uni<Void> bringOver() {
        return named.areUnderTwoKeys()
                ? stores.books().bringOver(transaction, book, named)
                : Uni.createFrom().voidItem();
    }

    /// Entries of earlier calls that waited for quota, as far as it has come back. Storing them again with no level
    /// more pays for them and changes nothing else.
    private Uni<Void> release() {
        int most = Math.min(book.quota().left(), MOST_RELEASED);
        if (book.pending() == 0 || most == 0) {
            return Uni.createFrom().voidItem();
        }
        return stores.books()
                .waiting(transaction, book, most)
                .flatMap(slots -> matchOf(slots)
                        .flatMap(hits -> store(slots, hits, StoreCommand.of(slots, hits, 0, true, false)))
                        .flatMap(searched -> releasedOf(slots, searched)));
    }

    private Uni<Void> releasedOf(List<StoreCommand.Slot> slots, Searched searched) {
        searched.searchable()
                .forEach(ordinal -> written.released().add(slots.get(ordinal).digest()));
        if (searched.found().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var digests = searched.found().stream()
                .map(hit -> slots.get(hit.ordinal()).digest())
                .toArray(UUID[]::new);
        var uids = searched.found().stream().map(Hit::uid).toArray(Long[]::new);
        return stores.books()
                .mark(transaction, book, digests, uids)
                .invoke(released::addAll)
                .replaceWithVoid();
    }

    private Uni<List<Hit>> matchOf(List<StoreCommand.Slot> slots) {
        return stores.books().match(transaction, book.owner(), book.digests(), StoreCommand.Slot.digests(slots));
    }

    private Uni<Searched> store(List<StoreCommand.Slot> slots, List<Hit> hits, StoreCommand command) {
        return stores.books().store(transaction, book, command, named.key()).map(stored -> {
            book.change(stored.fresh(), stored.pending(), stored.tags());
            book.charge(stored.charged());
            changed |= stored.changed() > 0;
            if (book.entries() > stores.largest()) {
                throw new ProblemException(ErrorCode.BOOK_FULL, "A book has at most " + stores.largest() + " entries.");
            }
            var searched = Searched.of(stored, hits);
            searched.found()
                    .forEach(hit -> written.found().put(slots.get(hit.ordinal()).digest(), hit.uid()));
            if (searched.knowTheOwner() && book.opensByItsEntries()) {
                written.tell();
            }
            return searched;
        });
    }

    private Uni<Void> announce() {
        if (changed) {
            book.rise();
        }
        var events = new MatchedEvents(book);
        events.removed(withdrawn);
        events.named(act, matched);
        events.standing(ContactsMatched.Mode.MERGE, released);
        return stores.outbox()
                .add(transaction, events.all())
                .flatMap(done -> written.told()
                        ? stores.jobs().ask(transaction, book.owner())
                        : Uni.createFrom().voidItem())
                .flatMap(done -> written.needsSettling()
                        ? stores.unsettled().note(transaction, book)
                        : Uni.createFrom().voidItem());
    }
}
