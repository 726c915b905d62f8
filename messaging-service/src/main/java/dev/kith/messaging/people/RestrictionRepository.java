package dev.kith.messaging.people;

import dev.kith.contracts.event.RestrictionUpdated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// With whom users may have to do. Only a version above the stored one counts.
@ApplicationScoped
class RestrictionRepository {
    private static final String PUT = "insert into restriction as r (uid, incoming, outgoing, peers, version)"
            + " values ($1, $2, $3, $4, $5) on conflict (uid) do update set incoming = excluded.incoming,"
            + " outgoing = excluded.outgoing, peers = excluded.peers, version = excluded.version"
            + " where r.version < excluded.version";

    private final Pool pool;

    RestrictionRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> put(RestrictionUpdated event) {
        return pool.preparedQuery(PUT)
                .execute(Tuple.of(
                        event.getUid(),
                        event.getIncomingValue(),
                        event.getOutgoingValue(),
                        event.getPeersValue(),
                        event.getVersion()))
                .replaceWithVoid();
    }

    Uni<Void> end(long uid) {
        return pool.preparedQuery("delete from restriction where uid = $1")
                .execute(Tuple.of(uid))
                .replaceWithVoid();
    }
}
