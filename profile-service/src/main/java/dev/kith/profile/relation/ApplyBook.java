package dev.kith.profile.relation;

import dev.kith.contracts.Levels;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.kit.event.Event;
import dev.kith.kit.event.PoisonedRecord;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.erasure.RelationshipErasure;
import dev.kith.profile.following.Following;
import dev.kith.profile.relation.Relationship.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Brings an act on a phone book into the relationships of its owner, and announces those that really changed.
///
/// Applied once: an act that was applied before is dropped, so redelivery never undoes what came after it.
@ApplicationScoped
class ApplyBook {
    private final Pool pool;
    private final BookRepository books;
    private final RelationshipErasure erasure;
    private final Outbox outbox;
    private final Following following;
    private final Counter applied;
    private final Counter dropped;
    private final Counter changed;

    ApplyBook(
            Pool pool,
            BookRepository books,
            RelationshipErasure erasure,
            Outbox outbox,
            Following following,
            MeterRegistry meters) {
        this.pool = pool;
        this.books = books;
        this.erasure = erasure;
        this.outbox = outbox;
        this.following = following;
        this.applied = meters.counter("kith.profile.book.acts", "outcome", "applied");
        this.dropped = meters.counter("kith.profile.book.acts", "outcome", "dropped");
        this.changed = meters.counter("kith.profile.book.relationships.changed");
    }

    Uni<Void> apply(ContactsMatched act) {
        var peers = peers(act);
        var concerned = new ArrayList<>(peers.keySet());
        concerned.add(act.getOwner());
        return pool.withTransaction(transaction -> once(transaction, act, peers))
                .invoke(outbox::committed)
                .flatMap(touched -> act.getMode() == ContactsMatched.Mode.REMOVE
                        ? Uni.createFrom().voidItem()
                        : following.between(act.getOwner(), touched))
                .flatMap(done -> erasure.afterWriting(concerned));
    }

    /// The peers whose relationship was written. Of an act that was applied before all are: what comes after the commit
    /// may not have come to pass then.
    private Uni<Collection<Long>> once(SqlConnection transaction, ContactsMatched act, SortedMap<Long, Integer> peers) {
        return books.take(transaction, act.getOwner(), act.getBookVersion(), act.getPart())
                .invoke(fresh -> (fresh ? applied : dropped).increment())
                .flatMap(fresh -> fresh
                        ? write(transaction, act, peers)
                                .call(written -> announce(transaction, act.getApp(), written))
                                .map(ApplyBook::peers)
                        : Uni.createFrom().item(peers.keySet()));
    }

    private static Collection<Long> peers(List<Written> written) {
        return written.stream().map(one -> one.after().peer()).toList();
    }

    private Uni<List<Written>> write(SqlConnection transaction, ContactsMatched act, SortedMap<Long, Integer> peers) {
        return switch (act.getMode()) {
            case REPLACE -> books.replace(transaction, act.getOwner(), peers, act.getSubscribe());
            case MERGE -> books.merge(transaction, act.getOwner(), peers, act.getSubscribe());
            case REMOVE -> books.remove(transaction, act.getOwner(), peers);
            case MODE_UNSPECIFIED, UNRECOGNIZED -> throw new PoisonedRecord("an act of no known mode");
        };
    }

    private Uni<Void> announce(SqlConnection transaction, String app, List<Written> written) {
        var events = new ArrayList<Event>();
        written.forEach(one -> events.addAll(one.events(app)));
        changed.increment(events.size());
        return outbox.add(transaction, events);
    }

    /// Each peer once, without the owner, with the levels that people can be granted.
    private static SortedMap<Long, Integer> peers(ContactsMatched act) {
        var peers = new TreeMap<Long, Integer>();
        for (MatchedPeer peer : act.getPeersList()) {
            if (peer.getUid() > 0 && peer.getUid() != act.getOwner()) {
                peers.merge(peer.getUid(), peer.getLevels() & ~Levels.PUBLIC, (a, b) -> a | b);
            }
        }
        return peers;
    }
}
