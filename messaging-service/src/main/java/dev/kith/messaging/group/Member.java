package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupRole;
import dev.kith.kit.problem.ProblemException;
import io.vertx.mutiny.sqlclient.Row;

/// Somebody who is in a group.
record Member(long uid, GroupRole role, boolean muted) {
    /// From the columns uid, role and muted.
    static Member of(Row row) {
        return new Member(row.getLong("uid"), Group.role(row, "role"), row.getBoolean("muted"));
    }

    /// @throws ProblemException `role-needed` for whom the role is too high
    void needs(GroupRole lowest) {
        if (role.getNumber() < lowest.getNumber()) {
            throw new ProblemException(
                    ErrorCode.ROLE_NEEDED, "This takes the role " + Words.of(lowest) + " in the group.");
        }
    }

    boolean isAbove(Member other) {
        return role.getNumber() > other.role.getNumber();
    }
}
