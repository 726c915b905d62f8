package dev.kith.profile.relation;

import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.erasure.RelationshipErasure;
import dev.kith.profile.following.Following;
import dev.kith.profile.relation.Relationship.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Brings acts on phone books into the relationships of their owners, and announces those that really changed.
///
/// Applied once: an act that was applied before is dropped, so redelivery never undoes what came after it.
@ApplicationScoped
class ApplyBooks {
    /// What one transaction writes, unless one act alone has more.
    private static final int MOST_PEERS = 2_000;

    private final Pool pool;
    private final BookRepository books;
    private final RelationshipErasure erasure;
    private final Outbox outbox;
    private final Following following;
    private final Counter applied;
    private final Counter dropped;
    private final Counter changed;

    ApplyBooks(
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

    /// In their order.
    Uni<Void> apply(List<BookAct> acts) {
        return Multi.createFrom()
                .iterable(BookAct.runs(acts, MOST_PEERS))
                .onItem()
                .transformToUniAndConcatenate(this::applyTogether)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> applyTogether(List<BookAct> run) {
        return pool.withTransaction(transaction -> once(transaction, run))
                .invoke(outbox::committed)
                .flatMap(touched -> run.getFirst().mode() == BookAct.Mode.REMOVE
                        ? Uni.createFrom().voidItem()
                        : following.between(touched))
                .flatMap(done -> erasure.afterWriting(concerned(run)));
    }

    private static Set<Long> concerned(List<BookAct> run) {
        var concerned = new HashSet<Long>();
        for (var act : run) {
            concerned.add(act.owner());
            concerned.addAll(act.peers().keySet());
        }
        return concerned;
    }

    /// The pairs that were written. Of an act that was applied before all are: what comes after the commit may not
    /// have come to pass then.
    private Uni<List<Following.Pair>> once(SqlConnection transaction, List<BookAct> run) {
        return books.take(transaction, run).flatMap(owners -> {
            var fresh = run.stream().filter(act -> owners.contains(act.owner())).toList();
            applied.increment(fresh.size());
            dropped.increment(run.size() - fresh.size());
            return write(transaction, fresh)
                    .call(written -> announce(transaction, fresh, written))
                    .map(written -> {
                        var touched = new ArrayList<Following.Pair>();
                        run.stream()
                                .filter(act -> !owners.contains(act.owner()))
                                .forEach(act -> act.peers()
                                        .keySet()
                                        .forEach(peer -> touched.add(new Following.Pair(act.owner(), peer))));
                        written.forEach(one -> touched.add(new Following.Pair(
                                one.after().owner(), one.after().peer())));
                        return touched;
                    });
        });
    }

    private Uni<List<Written>> write(SqlConnection transaction, List<BookAct> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return switch (fresh.getFirst().mode()) {
            case REPLACE -> books.replace(transaction, fresh);
            case MERGE -> books.merge(transaction, fresh);
            case REMOVE -> books.remove(transaction, fresh.getFirst());
        };
    }

    private Uni<Void> announce(SqlConnection transaction, List<BookAct> fresh, List<Written> written) {
        var apps = new HashMap<Long, String>();
        fresh.forEach(act -> apps.put(act.owner(), act.app()));
        var events = new ArrayList<Event>(written.size());
        for (var one : written) {
            events.addAll(one.events(Objects.requireNonNull(apps.get(one.after().owner()))));
        }
        changed.increment(events.size());
        return outbox.add(transaction, events);
    }
}
