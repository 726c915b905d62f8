package dev.kith.bench.groups;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.contracts.event.GroupRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/// Puts members into a group, straight into the tables of messaging-service: by calls, of which a person has 240 a
/// minute, ten thousand take too long. No other service hears of them. Thread-safe.
final class FillGroup {
    private static final String HOLD = "select version from group_state where gid = ? for update";
    private static final String ADD = "insert into group_member (gid, uid, role, since)"
            + " select s.gid, u, ?, s.version + 1 from group_state s cross join unnest(?) u where s.gid = ?"
            + " on conflict do nothing";
    private static final String COUNT = "update group_state s set version = version + 1,"
            + " members = (select count(*) from group_member m where m.gid = s.gid) where gid = ?";

    private final Connection database;

    FillGroup(Connection database) throws SQLException {
        this.database = database;
        database.setAutoCommit(false);
    }

    synchronized void with(long group, long[] uids) {
        try (var hold = database.prepareStatement(HOLD);
                var add = database.prepareStatement(ADD);
                var count = database.prepareStatement(COUNT)) {
            hold.setLong(1, group);
            hold.execute();
            add.setInt(1, GroupRole.MEMBER_VALUE);
            add.setArray(
                    2,
                    database.createArrayOf("bigint", Arrays.stream(uids).boxed().toArray()));
            add.setLong(3, group);
            add.executeUpdate();
            count.setLong(1, group);
            count.executeUpdate();
            database.commit();
        } catch (SQLException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "Cannot fill a group: " + e.getMessage(), e);
        }
    }
}
