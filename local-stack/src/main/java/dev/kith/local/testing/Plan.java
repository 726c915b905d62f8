package dev.kith.local.testing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// How PostgreSQL would run a statement, as its `explain` says it.
public record Plan(List<String> lines) {

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

    /// The condition of each index that is looked into, in the order of the plan.
    public List<String> lookUps() {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Index Cond: "))
                .map(line -> line.substring("Index Cond: ".length()))
                .toList();
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
