package dev.kith.local.testing;

import io.vertx.mutiny.sqlclient.Pool;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How PostgreSQL would run a statement, as its `explain` says it.
public record Plan(List<String> lines) {
    private static final String CONDITION = "Index Cond: ";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// The generic plan of a statement in a session of this pool.
    public static Plan generic(Pool pool, String sql) {
        var lines = new ArrayList<String>();
        pool.query("explain (generic_plan, costs off) " + sql)
                .execute()
                .await()
                .atMost(PATIENCE)
                .forEach(row -> lines.add(row.getString(0)));
        return new Plan(lines);
    }

    /// What this "explain" answers.
    public static Plan of(PreparedStatement explain) throws SQLException {
        var lines = new ArrayList<String>();
        try (var rows = explain.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
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
                found.add(step.strip());
            }
        }
        return found;
    }

    /// The condition of each scan but that of arrays; "all of it" for one that has none.
    public List<String> lookUps() {
        var conditions = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("Scan") && !lines.get(i).contains("Function Scan")) {
                var next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
                conditions.add(next.startsWith(CONDITION) ? next.substring(CONDITION.length()) : "all of it");
            }
        }
        return conditions;
    }

    /// The conditions of a step stand below it, before the next step.
    private boolean conditionFollows(int step) {
        for (int i = step + 1; i < lines.size() && !lines.get(i).contains("->"); i++) {
            if (lines.get(i).contains(CONDITION)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
