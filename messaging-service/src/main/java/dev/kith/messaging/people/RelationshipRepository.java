package dev.kith.messaging.people;

import dev.kith.contracts.event.RelationshipUpdated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// How owners stand to their peers. Only a version above the stored one counts.
@ApplicationScoped
class RelationshipRepository {
    private final Pool pool;

    RelationshipRepository(Pool pool) {
        this.pool = pool;
    }

    /// The pair, if what it may send to each other has changed by this.
    Uni<Optional<PairKey>> put(RelationshipUpdated event) {
        return pool.preparedQuery("insert into relationship as r (owner, peer, blocked, version)"
                        + " values ($1, $2, $3, $4) on conflict (owner, peer)"
                        + " do update set blocked = excluded.blocked, version = excluded.version"
                        + " where r.version < excluded.version"
                        + " returning coalesce(old.blocked, false) <> new.blocked as changed")
                .execute(Tuple.of(event.getOwner(), event.getPeer(), event.getBlocked(), event.getVersion()))
                .map(rows ->
                        changed(rows) ? Optional.of(new PairKey(event.getOwner(), event.getPeer())) : Optional.empty());
    }

    /// The pair, which may not know each other any more.
    Uni<Optional<PairKey>> remove(PairKey pair) {
        return pool.preparedQuery("delete from relationship where owner = $1 and peer = $2")
                .execute(Tuple.of(pair.owner(), pair.peer()))
                .map(gone -> Optional.of(pair));
    }

    private static boolean changed(RowSet<Row> rows) {
        for (var row : rows) {
            return row.getBoolean("changed");
        }
        return false;
    }
}
