package dev.kith.presence.people;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.RelationshipUpdated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Keeps how owners stand to their peers, as profile-service says. The same may come again: what is older than what
/// is stored, or is about somebody who has left, changes nothing.
@ApplicationScoped
public class Relationships {
    private static final String ENDED = """
            delete from relationship r using unnest($1::bigint[], $2::bigint[]) as e(owner, peer)
            where r.owner = e.owner and r.peer = e.peer
            returning r.owner, r.peer, r.levels, r.block_kinds""";

    // In the order of the keys, so that two nodes never wait for each other in a circle.
    private static final String STANDING = """
            insert into relationship (owner, peer, levels, levels_after, levels_until, block_kinds, version)
            select owner, peer, levels, levels_after,
                   case when until <> 0 then to_timestamp(until / 1000.0) end, block_kinds, version
              from unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::bigint[], $6::int[], $7::bigint[])
                as e(owner, peer, levels, levels_after, until, block_kinds, version)
             where not exists (select from person p where p.uid = e.owner and p.left_at is not null)
               and not exists (select from person p where p.uid = e.peer and p.left_at is not null)
             order by owner, peer
            on conflict (owner, peer) do update
                set levels = excluded.levels, levels_after = excluded.levels_after,
                    levels_until = excluded.levels_until, block_kinds = excluded.block_kinds,
                    version = excluded.version
            where relationship.version < excluded.version
            returning owner, peer, old.levels as levels, old.block_kinds as block_kinds""";

    private final Pool pool;

    Relationships(Pool pool) {
        this.pool = pool;
    }

    /// First these end, then those stand so. Answers how each that was written stood before, as it was told.
    public Uni<Map<Pair, Stand>> apply(Collection<Pair> ended, Collection<RelationshipUpdated> standing) {
        return pool.withTransaction(transaction -> end(transaction, ended)
                .flatMap(before -> put(transaction, standing).map(replaced -> {
                    replaced.forEach(before::putIfAbsent);
                    return before;
                })));
    }

    private static Uni<Map<Pair, Stand>> end(SqlConnection transaction, Collection<Pair> pairs) {
        if (pairs.isEmpty()) {
            return Uni.createFrom().item(new HashMap<>());
        }
        return transaction
                .preparedQuery(ENDED)
                .execute(Tuple.of(numbers(pairs, Pair::subject), numbers(pairs, Pair::viewer)))
                .map(Relationships::stood);
    }

    private static Uni<Map<Pair, Stand>> put(SqlConnection transaction, Collection<RelationshipUpdated> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery(STANDING)
                .execute(Tuple.tuple()
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getOwner))
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getPeer))
                        .addArrayOfInteger(masks(events, RelationshipUpdated::getLevels))
                        .addArrayOfInteger(masks(events, Relationships::levelsAfter))
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getLevelsUntil))
                        .addArrayOfInteger(masks(events, BlockKinds::of))
                        .addArrayOfLong(numbers(events, RelationshipUpdated::getVersion)))
                .map(Relationships::stood);
    }

    private static int levelsAfter(RelationshipUpdated event) {
        return event.getLevelsUntil() == 0 ? event.getLevels() : event.getLevelsAfter();
    }

    private static Map<Pair, Stand> stood(RowSet<Row> rows) {
        var stood = new HashMap<Pair, Stand>();
        rows.forEach(row -> {
            var levels = row.getInteger("levels");
            stood.put(
                    new Pair(row.getLong("owner"), row.getLong("peer")),
                    levels == null ? Stand.NONE : new Stand(levels, row.getInteger("block_kinds")));
        });
        return stood;
    }

    private static Integer[] masks(
            Collection<RelationshipUpdated> events, Function<RelationshipUpdated, Integer> mask) {
        return events.stream().map(mask).toArray(Integer[]::new);
    }

    private static <T> Long[] numbers(Collection<T> items, Function<T, Long> number) {
        return items.stream().map(number).toArray(Long[]::new);
    }
}
