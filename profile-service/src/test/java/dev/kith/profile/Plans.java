package dev.kith.profile;

import dev.kith.local.testing.Plan;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;

/// Plans in sessions of the service.
public final class Plans {
    private Plans() {}

    /// The generic one of a statement.
    public static Plan generic(Pool pool, String sql) {
        var lines = new ArrayList<String>();
        pool.query("explain (generic_plan, costs off) " + sql)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20))
                .forEach(row -> lines.add(row.getString(0)));
        return new Plan(lines);
    }
}
