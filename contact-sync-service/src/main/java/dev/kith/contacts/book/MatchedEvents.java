package dev.kith.contacts.book;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.kit.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Collects `contacts.matched` of one book in one transaction, after the book has risen if it does.
final class MatchedEvents {
    /// So that no record outgrows the log's limit.
    static final int MOST_PEERS = 5_000;

    private final LockedBook book;
    private final List<Event> events = new ArrayList<>();

    MatchedEvents(LockedBook book) {
        this.book = book;
    }

    List<Event> all() {
        return List.copyOf(events);
    }

    /// What the book granted these users ends.
    void removed(Collection<Long> users) {
        add(ContactsMatched.Mode.REMOVE, users.stream().map(uid -> peer(uid, 0)).toList(), false);
    }

    /// Entries that a call named: these users get these levels.
    void named(SyncAct act, Collection<Long> users) {
        add(
                act.mode().announced(),
                users.stream().map(uid -> peer(uid, act.levels())).toList(),
                act.subscribe());
    }

    /// Entries as they stand, with levels and subscription of their own.
    void standing(ContactsMatched.Mode mode, Collection<Marked> entries) {
        for (boolean subscribed : new boolean[] {true, false}) {
            add(
                    mode,
                    entries.stream()
                            .filter(entry -> entry.subscribed() == subscribed)
                            .map(entry -> peer(entry.uid(), entry.levels()))
                            .toList(),
                    subscribed);
        }
    }

    private void add(ContactsMatched.Mode mode, List<MatchedPeer> peers, boolean subscribe) {
        for (int from = 0; from < peers.size(); from += MOST_PEERS) {
            var matched = ContactsMatched.newBuilder()
                    .setOwner(book.owner())
                    .setApp(book.app())
                    .setBookVersion(book.version())
                    .setPart(book.nextPart())
                    .setMode(mode)
                    .addAllPeers(peers.subList(from, Math.min(peers.size(), from + MOST_PEERS)))
                    .setSubscribe(subscribe)
                    .build();
            events.add(Event.of(Topic.CONTACTS_MATCHED, book.owner(), matched));
        }
    }

    private static MatchedPeer peer(long uid, int levels) {
        return MatchedPeer.newBuilder().setUid(uid).setLevels(levels).build();
    }
}
