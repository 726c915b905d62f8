package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.Plan;
import dev.kith.messaging.testing.SocketTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The writer's statements are planned once and used for ever, so also a plan that was made for empty tables has to be
/// one that looks each row up by its whole key.
@SocketTest
class InboxPlansTest {
    private static final List<String> TABLES = List.of("message", "inbox_head", "inbox_ack", "person", "early_receipt");

    /// The writer's own, so that the plans are made as its plans are.
    @Inject
    DataSource database;

    @Test
    void looksUpWhatItKnowsOfAnOwner() throws SQLException {
        looksUp(InboxRows.OWNERS, "(owner = k.owner)", "(owner = k.owner)", "(uid = k.owner)");
    }

    @Test
    void looksUpRowsByTheirKey() throws SQLException {
        looksUp(InboxRows.ROWS, "((owner = k.owner) AND (id = k.id))", "((owner = k.owner) AND (id = k.id))");
    }

    @Test
    void updatesARowByItsKey() throws SQLException {
        looksUp(InboxRows.UPDATE_ONE, "((owner = $4) AND (id = $5))");
    }

    private void looksUp(String sql, String... conditions) throws SQLException {
        assertThat(plans(sql))
                .allSatisfy(
                        plan -> assertThat(plan.lookUps()).as(plan.toString()).containsExactlyInAnyOrder(conditions));
    }

    /// On tables without a row: when no statistics know of them, and when they know that they are empty.
    private List<Plan> plans(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (var table : TABLES) {
                    statement.execute("create temporary table " + table + " (like public." + table + " including all)");
                }
                var unknown = plan(connection, sql);
                statement.execute("analyze " + String.join(", ", TABLES));
                return List.of(unknown, plan(connection, sql));
            } finally {
                connection.rollback();
            }
        }
    }

    private static Plan plan(Connection connection, String sql) throws SQLException {
        var number = new int[1];
        var numbered = Pattern.compile("\\?").matcher(sql).replaceAll(found -> "\\$" + ++number[0]);
        var nothing = String.join(", ", Collections.nCopies(number[0], "null"));
        try (var statement = connection.createStatement();
                var explain = connection.prepareStatement("explain (costs off) execute question(" + nothing + ")")) {
            statement.execute("prepare question as " + numbered);
            var plan = Plan.of(explain);
            statement.execute("deallocate question");
            return plan;
        }
    }
}
