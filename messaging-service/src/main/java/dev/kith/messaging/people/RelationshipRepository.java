package dev.kith.messaging.people;

import dev.kith.contracts.event.RelationshipUpdated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// How owners stand to their peers. Only a version above the stored one counts.
@ApplicationScoped
class RelationshipRepository {
    private final Pool pool;

    RelationshipRepository(Pool pool) {
        this.pool = pool;
    }

    /// Applies a batch in one transaction. The pairs for whom it changes who may write to whom.
    Uni<Set<PairKey>> apply(RelationshipBatch batch) {
        return pool.withTransaction(transaction -> end(transaction, batch.ended())
                .flatMap(ended -> put(transaction, batch.latest()).map(changed -> {
                    var pairs = new HashSet<>(batch.ended());
                    pairs.addAll(changed);
                    return pairs;
                })));
    }

    private static Uni<Void> end(SqlConnection transaction, Collection<PairKey> pairs) {
        if (pairs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("delete from relationship r using unnest($1::bigint[], $2::bigint[]) as e(owner, peer)"
                        + " where r.owner = e.owner and r.peer = e.peer")
                .execute(Tuple.of(numbers(pairs, PairKey::owner), numbers(pairs, PairKey::peer)))
                .replaceWithVoid();
    }

    private static Uni<List<PairKey>> put(SqlConnection transaction, Collection<RelationshipUpdated> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        // In the order of keys, so that two transactions never wait for each other in a circle.
        return transaction
                .preparedQuery("with put as (insert into relationship as r (owner, peer, blocked, version)"
                        + " select * from unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::bigint[])"
                        + " as e(owner, peer, blocked, version) order by owner, peer"
                        + " on conflict (owner, peer) do update"
                        + " set blocked = excluded.blocked, version = excluded.version"
                        + " where r.version < excluded.version"
                        + " returning r.owner, r.peer, coalesce(old.blocked, false) <> new.blocked as changed)"
                        + " select owner, peer from put where changed")
                .execute(Tuple.of(
                        numbers(events, RelationshipUpdated::getOwner),
                        numbers(events, RelationshipUpdated::getPeer),
                        events.stream().map(RelationshipUpdated::getBlocked).toArray(Boolean[]::new),
                        numbers(events, RelationshipUpdated::getVersion)))
                .map(rows -> rows.stream()
                        .map(row -> new PairKey(row.getLong("owner"), row.getLong("peer")))
                        .toList());
    }

    private static <T> Long[] numbers(Collection<T> items, Function<T, Long> number) {
        return items.stream().map(number).toArray(Long[]::new);
    }
}
