package dev.kith.contacts.directory;

import dev.kith.contacts.joining.JoinJobs;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Who hides from whom by a block, of the profile or of everything: they are not found by whom they have blocked. Of
/// each pair the events come in order, so the last one is right; the same one again changes nothing.
@ApplicationScoped
class Blocks {
    private final Pool pool;
    private final JoinJobs jobs;

    Blocks(Pool pool, JoinJobs jobs) {
        this.pool = pool;
        this.jobs = jobs;
    }

    /// When a block ends the peer may find the owner again, and is told if they never were.
    Uni<Void> set(long owner, long peer, boolean hides) {
        return hides ? begin(owner, peer) : end(owner, peer);
    }

    private Uni<Void> begin(long owner, long peer) {
        return pool.preparedQuery("insert into block (peer, owner) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(peer, owner))
                .replaceWithVoid();
    }

    private Uni<Void> end(long owner, long peer) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery("delete from block where peer = $1 and owner = $2")
                        .execute(Tuple.of(peer, owner))
                        .flatMap(rows -> rows.rowCount() > 0
                                ? jobs.ask(transaction, owner)
                                : Uni.createFrom().voidItem()))
                .invoke(jobs::committed);
    }
}
