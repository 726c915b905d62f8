package dev.kith.presence.budget;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What apps are set to. One that set nothing is not there.
@ApplicationScoped
class BudgetRepository {
    private static final String PUT = """
            insert into app_budget as a (app, revision, per_second) values ($1, $2, $3)
            on conflict (app) do update set revision = excluded.revision, per_second = excluded.per_second
            where a.revision < excluded.revision""";
    private static final String GET =
            "select app, per_second from app_budget where app = any($1) and per_second is not null";

    private final Pool pool;

    BudgetRepository(Pool pool) {
        this.pool = pool;
    }

    /// @param perSecond null: as for an app that set nothing
    Uni<Void> put(String app, long revision, @Nullable Integer perSecond) {
        return pool.preparedQuery(PUT)
                .execute(Tuple.of(app, revision, perSecond))
                .replaceWithVoid();
    }

    Uni<Map<String, Integer>> perSecond(Collection<String> apps) {
        return pool.preparedQuery(GET)
                .execute(Tuple.of(apps.toArray(String[]::new)))
                .map(rows -> {
                    var perSecond = new HashMap<String, Integer>();
                    rows.forEach(row -> perSecond.put(row.getString("app"), row.getInteger("per_second")));
                    return perSecond;
                });
    }
}
