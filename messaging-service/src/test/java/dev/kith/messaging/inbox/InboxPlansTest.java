package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.SocketTest;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The writer's statements are planned once and used for ever, so also a plan that was made for empty tables has to be
/// one that looks each row up by its whole key.
@SocketTest
class InboxPlansTest {
    private static final List<String> TABLES = List.of("message", "inbox_head", "inbox_ack", "person", "early_receipt");
    /// As in the connections of the writer.
    private static final List<String> AS_THE_WRITER =
            List.of("set plan_cache_mode = force_generic_plan", "set enable_seqscan = off", "set jit = off");

    @Test
    void looksUpWhatItKnowsOfAnOwner() throws SQLException {
        assertThat(plans(InboxRows.OWNERS))
                .allSatisfy(plan -> assertThat(lookUps(plan))
                        .containsExactlyInAnyOrder("(owner = k.owner)", "(owner = k.owner)", "(uid = k.owner)"));
    }

    @Test
    void looksUpRowsByTheirKey() throws SQLException {
        assertThat(plans(InboxRows.ROWS))
                .allSatisfy(plan -> assertThat(lookUps(plan))
                        .containsExactly("((owner = k.owner) AND (id = k.id))", "((owner = k.owner) AND (id = k.id))"));
    }

    @Test
    void updatesARowByItsKey() throws SQLException {
        assertThat(plans(InboxRows.UPDATE_ONE))
                .allSatisfy(plan -> assertThat(lookUps(plan)).containsExactly("((owner = $4) AND (id = $5))"));
    }

    /// On tables without a row: when no statistics know of them, and when they know that they are empty.
    private static List<String> plans(String sql) throws SQLException {
        try (var connection = SharedStack.get().database(Part.MESSAGING);
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                statement.execute("create temporary table " + table + " (like public." + table + " including all)");
            }
            for (var setting : AS_THE_WRITER) {
                statement.execute(setting);
            }
            var unknown = plan(statement, sql);
            statement.execute("analyze " + String.join(", ", TABLES));
            return List.of(unknown, plan(statement, sql));
        }
    }

    private static String plan(Statement statement, String sql) throws SQLException {
        var number = new int[1];
        var numbered = Pattern.compile("\\?").matcher(sql).replaceAll(found -> "\\$" + ++number[0]);
        statement.execute("prepare question as " + numbered);
        var lines = new ArrayList<String>();
        var nothing = String.join(", ", Collections.nCopies(number[0], "null"));
        try (var rows = statement.executeQuery("explain (costs off) execute question(" + nothing + ")")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        statement.execute("deallocate question");
        return String.join("\n", lines);
    }

    /// The condition of each scan but that of the arrays; "all of it" for one that has none.
    private static List<String> lookUps(String plan) {
        var lines = plan.lines().map(String::strip).toList();
        var conditions = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("Scan") && !lines.get(i).contains("Function Scan")) {
                var next = i + 1 < lines.size() ? lines.get(i + 1) : "";
                conditions.add(next.startsWith("Index Cond: ") ? next.substring(12) : "all of it");
            }
        }
        return conditions;
    }
}
