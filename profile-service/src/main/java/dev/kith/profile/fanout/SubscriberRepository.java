package dev.kith.profile.fanout;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.kit.visibility.Standing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Reads who follows somebody, in chunks, each with how they stand to them.
@ApplicationScoped
class SubscriberRepository {
    private static final String NEXT = "select s.owner as viewer, coalesce(levels_now(g), 0) as levels,"
            + " s.block_kinds = $4 or coalesce(g.block_kinds & $5 <> 0, false) as blocked"
            + " from relationship s left join relationship g on g.owner = $1 and g.peer = s.owner"
            + " where s.peer = $1 and s.subscribed and s.owner > $2 order by s.owner limit $3";

    private static final int HIDES = BlockKinds.mask(List.of(BlockKind.PROFILE));

    private final Pool pool;

    SubscriberRepository(Pool pool) {
        this.pool = pool;
    }

    record Subscriber(long viewer, Standing standing) {}

    /// The next followers above a uid, rising; fewer than asked for: these were the last.
    Uni<List<Subscriber>> next(long subject, long after, int most) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(subject, after, most, BlockKinds.ALL, HIDES))
                .map(SubscriberRepository::subscribers);
    }

    private static List<Subscriber> subscribers(RowSet<Row> rows) {
        var subscribers = new ArrayList<Subscriber>(rows.size());
        rows.forEach(row -> subscribers.add(new Subscriber(
                row.getLong("viewer"),
                row.getBoolean("blocked") ? Standing.behindBlock() : Standing.granted(row.getInteger("levels")))));
        return subscribers;
    }
}
