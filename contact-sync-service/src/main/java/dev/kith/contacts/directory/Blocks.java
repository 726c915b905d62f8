package dev.kith.contacts.directory;

import dev.kith.contacts.joining.JoinJobs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Who hides from whom by a block, of the profile or of everything: they are not found by whom they have blocked. Of
/// each pair the events come in order, so the last one is right; the same one again changes nothing.
@ApplicationScoped
class Blocks {
    static final String BEGIN =
            "insert into block (peer, owner) select * from unnest($1::int8[], $2::int8[]) on conflict do nothing";

    static final String END = """
        delete from block where ctid = any(array(
            select b.place from unnest($1::int8[], $2::int8[]) as e(peer, owner)
             cross join lateral (select ctid as place from block where peer = e.peer and owner = e.owner offset 0) b))
        returning owner\
        """;

    private final Pool pool;
    private final JoinJobs jobs;

    Blocks(Pool pool, JoinJobs jobs) {
        this.pool = pool;
        this.jobs = jobs;
    }

    /// That owner hides from peer, or does not.
    record Block(long owner, long peer, boolean hides) {}

    /// Applies these in their order. When a block ends the peer may find the owner again, and is told if they never
    /// were.
    Uni<Void> apply(List<Block> changes) {
        var last = new LinkedHashMap<Pair, Boolean>();
        changes.forEach(change -> last.put(new Pair(change.owner(), change.peer()), change.hides()));
        var begun = new ArrayList<Pair>();
        var ended = new ArrayList<Pair>();
        last.forEach((pair, hides) -> (hides ? begun : ended).add(pair));
        return begin(begun).flatMap(done -> end(ended));
    }

    private record Pair(long owner, long peer) {
        static Tuple arrays(List<Pair> pairs) {
            return Tuple.of(
                    pairs.stream().map(Pair::peer).toArray(Long[]::new),
                    pairs.stream().map(Pair::owner).toArray(Long[]::new));
        }
    }

    private Uni<Void> begin(List<Pair> pairs) {
        return pairs.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(BEGIN).execute(Pair.arrays(pairs)).replaceWithVoid();
    }

    private Uni<Void> end(List<Pair> pairs) {
        return pairs.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(transaction -> end(transaction, pairs)).invoke(jobs::committed);
    }

    private Uni<Void> end(SqlConnection transaction, List<Pair> pairs) {
        return transaction
                .preparedQuery(END)
                .execute(Pair.arrays(pairs))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .map(row -> row.getLong("owner"))
                .select()
                .distinct()
                .onItem()
                .transformToUniAndConcatenate(owner -> jobs.ask(transaction, owner))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
