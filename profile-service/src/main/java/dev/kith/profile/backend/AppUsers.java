package dev.kith.profile.backend;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// The users of an app, for its backend.
@ApplicationScoped
class AppUsers {
    private static final String COUNT = "select count(*) from profile p where p.uid = any($1) and (p.app = $2) is true";

    private final Pool pool;

    AppUsers(Pool pool) {
        this.pool = pool;
    }

    /// Comes back if all these are users of the app.
    ///
    /// Fails with `not-found`: a uid of another app is like one that was never given.
    Uni<Void> expect(String app, Set<Long> uids) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(uids.toArray(Long[]::new), app))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong(0) < uids.size()) {
                        throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such user in this app.");
                    }
                })
                .replaceWithVoid();
    }
}
