package dev.kith.messaging.group;

import dev.kith.contracts.event.GroupKind;
import dev.kith.contracts.event.GroupPermissions;
import dev.kith.contracts.event.GroupRole;
import io.vertx.mutiny.sqlclient.Row;

/// A group as it stands.
///
/// @param version rises with every change of it and of who is in it
record Group(long id, String app, GroupKind kind, long version, int members, GroupPermissions permissions) {
    /// For `select` and `returning` over `group_state`.
    static final String COLUMNS =
            "gid, app, kind, version, members, may_send, may_add, may_remove, may_profile, may_see";

    static Group of(Row row) {
        return new Group(
                row.getLong("gid"),
                row.getString("app"),
                GroupKind.forNumber(row.getInteger("kind")),
                row.getLong("version"),
                row.getInteger("members"),
                GroupPermissions.newBuilder()
                        .setSend(role(row, "may_send"))
                        .setAdd(role(row, "may_add"))
                        .setRemove(role(row, "may_remove"))
                        .setChangeProfile(role(row, "may_profile"))
                        .setSeeMembers(role(row, "may_see"))
                        .build());
    }

    static GroupRole role(Row row, String column) {
        return GroupRole.forNumber(row.getInteger(column));
    }
}
