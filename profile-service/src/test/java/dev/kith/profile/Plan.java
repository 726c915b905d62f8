package dev.kith.profile;

import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The generic plan of a statement in a session of the service.
public final class Plan {
    private final List<String> lines;

    private Plan(List<String> lines) {
        this.lines = lines;
    }

    public static Plan of(Pool pool, String sql) {
        var lines = new ArrayList<String>();
        pool.query("explain (generic_plan, costs off) " + sql)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20))
                .forEach(row -> lines.add(row.getString(0)));
        return new Plan(lines);
    }

    /// Steps that read a whole table: a scan of it, or of an index without a condition.
    public List<String> readsOfWholeTables() {
        var found = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            var step = lines.get(i);
            boolean whole = step.contains("Seq Scan on")
                    || (step.contains("Index") && step.contains("Scan") && !conditionFollows(i));
            if (whole) {
                found.add(lines.get(i).strip());
            }
        }
        return found;
    }

    /// The conditions of a step stand below it, before the next step.
    private boolean conditionFollows(int step) {
        for (int i = step + 1; i < lines.size() && !lines.get(i).contains("->"); i++) {
            if (lines.get(i).contains("Index Cond")) {
                return true;
            }
        }
        // A bitmap heap scan names its condition in the index scan below it.
        return lines.get(step).contains("Bitmap Heap Scan");
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
