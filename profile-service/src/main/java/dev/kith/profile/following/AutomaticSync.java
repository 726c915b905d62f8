package dev.kith.profile.following;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether users want to follow others without saying so. They do, unless they say otherwise; what they follow already
/// stays when they do.
@ApplicationScoped
class AutomaticSync {
    private final Pool pool;

    AutomaticSync(Pool pool) {
        this.pool = pool;
    }

    Uni<Boolean> isOn(long uid) {
        return pool.preparedQuery("select from automatic_sync_off where uid = $1")
                .execute(Tuple.of(uid))
                .map(rows -> rows.size() == 0);
    }

    /// A user who is erased at the same time leaves no row.
    Uni<Void> turn(long uid, boolean on) {
        return pool.preparedQuery(
                        on
                                ? "delete from automatic_sync_off where uid = $1"
                                : "insert into automatic_sync_off select uid from profile where uid = $1 for key share"
                                        + " on conflict do nothing")
                .execute(Tuple.of(uid))
                .replaceWithVoid();
    }
}
