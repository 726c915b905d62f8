package dev.kith.messaging.people;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
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
    // Levels say who is a contact, which counts for whom the app restricts and for nobody else: a synced book is no
    // news.
    /// What others remember of a pair, and have to forget when it changes.
    private static final int HEEDED = BlockKinds.mask(List.of(BlockKind.MESSAGES, BlockKind.CALLS));

    private static final String PUT = "with put as (insert into relationship as r"
            + " (owner, peer, version, levels, levels_after, levels_until, block_kinds, paired)"
            + " select owner, peer, version, levels, levels_after,"
            + " case when until <> 0 then to_timestamp(until / 1000.0) end, block_kinds, paired"
            + " from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::bigint[], $7::int[],"
            + " $8::boolean[]) as e(owner, peer, version, levels, levels_after, until, block_kinds, paired)"
            + " order by owner, peer on conflict (owner, peer) do update"
            + " set version = excluded.version, levels = excluded.levels, levels_after = excluded.levels_after,"
            + " levels_until = excluded.levels_until, block_kinds = excluded.block_kinds, paired = excluded.paired"
            + " where r.version < excluded.version"
            + " returning r.owner, r.peer, (coalesce(old.block_kinds, 0) # new.block_kinds) & " + HEEDED + " <> 0"
            + " or coalesce(old.paired, false) <> new.paired"
            + " or coalesce(old.levels, 0) <> new.levels and exists (select from restriction x where x.uid = new.owner)"
            + " as changed) select owner, peer from put where changed";

    private final Pool pool;

    RelationshipRepository(Pool pool) {
        this.pool = pool;
    }

    /// Applies a batch in one transaction. The pairs for whom it changes who may write to whom.
    Uni<Set<PairKey>> apply(RelationshipBatch batch) {
        return pool.withTransaction(transaction -> end(transaction, batch.ended())
                .flatMap(ended -> put(transaction, batch.standing().values()).map(changed -> {
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
                .preparedQuery(PUT)
                .execute(Tuple.tuple()
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getOwner))
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getPeer))
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getVersion))
                        .addArrayOfInteger(masks(events, RelationshipUpdated::getLevels))
                        .addArrayOfInteger(masks(events, RelationshipRepository::levelsAfter))
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getLevelsUntil))
                        .addArrayOfInteger(masks(events, BlockKinds::of))
                        .addArrayOfBoolean(events.stream()
                                .map(RelationshipUpdated::getPaired)
                                .toArray(Boolean[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> new PairKey(row.getLong("owner"), row.getLong("peer")))
                        .toList());
    }

    private static int levelsAfter(RelationshipUpdated event) {
        return event.getLevelsUntil() == 0 ? event.getLevels() : event.getLevelsAfter();
    }

    private static Integer[] masks(
            Collection<RelationshipUpdated> events, Function<RelationshipUpdated, Integer> mask) {
        return events.stream().map(mask).toArray(Integer[]::new);
    }

    private static <T> Long[] numbers(Collection<T> items, Function<T, Long> number) {
        return items.stream().map(number).toArray(Long[]::new);
    }
}
