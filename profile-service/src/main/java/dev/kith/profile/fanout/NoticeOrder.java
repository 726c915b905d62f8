package dev.kith.profile.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/// Numbers for notices. Two notices of one version can differ, when what somebody may see has changed; the one with the
/// higher number is right, whichever comes last.
///
/// A number is taken before anything is read for its notice. So for every change that is committed, the notice that it
/// causes has a number from after the commit, and every notice with a higher one has read it too.
@ApplicationScoped
class NoticeOrder {
    private final Pool pool;

    NoticeOrder(Pool pool) {
        this.pool = pool;
    }

    Uni<Long> next() {
        return pool.query("select nextval('notice_order') as number")
                .execute()
                .map(rows -> rows.iterator().next().getLong("number"));
    }
}
