package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.Plan;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// However much was said in a group, its writer reads of it only what it needs: a range of the order in which it was
/// said, or of that in which it was changed.
@SocketTest
class GroupPlansTest {
    private static final int SAID = 20_000;

    /// Of nobody else's.
    private final long group = -TestUser.notJoined().uid();

    @Test
    void readsWhatWasMissedByItsNumbers() throws SQLException {
        assertThat(plans(Missed.SAID, new int[] {0}, of(group), of(19_000), of(19_200)))
                .allSatisfy(plan -> assertThat(plan.toString()).contains("group_message_seq"));
    }

    @Test
    void readsWhatBecameOfItByTheNumbersOfChanges() throws SQLException {
        assertThat(plans(Missed.DONE, new int[] {0}, of(group), of(1)))
                .allSatisfy(plan -> assertThat(plan.toString()).contains("group_message_changed"));
    }

    @Test
    void countsReceiptsByNumbers() throws SQLException {
        assertThat(plans(Progress.COUNT, of(group), of(1), of(19_000), new boolean[] {true}, of(1)))
                .allSatisfy(plan -> assertThat(plan.toString()).contains("group_message_seq"));
    }

    /// How the writer would run it, while no statistics know of the group, and when they do.
    private List<Plan> plans(String sql, Object... parameters) throws SQLException {
        var plans = new ArrayList<Plan>();
        try (var connection = SharedStack.get().database(Part.MESSAGING);
                var statement = connection.createStatement()) {
            statement.execute("insert into group_message (gid, id, seq, refusal, version, recipients, content_hash,"
                    + " sender_address, accepted_at, flags, type, reply_to, last_change)"
                    + " select " + group
                    + ", n, n, 0, 1, 1, 0, '', n, 3, '', 0, case when n % 100 = 0 then n else 0 end"
                    + " from generate_series(1, " + SAID + ") n");
            plans.add(plan(connection, sql, parameters));
            statement.execute("analyze group_message");
            plans.add(plan(connection, sql, parameters));
        } finally {
            TestUser.execute("delete from group_message where gid = ?", group);
        }
        return plans;
    }

    private static Plan plan(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var explain = connection.prepareStatement("explain (costs off) " + sql)) {
            for (int i = 0; i < parameters.length; i++) {
                explain.setObject(i + 1, parameters[i]);
            }
            return Plan.of(explain);
        }
    }

    private static long[] of(long number) {
        return new long[] {number};
    }
}
