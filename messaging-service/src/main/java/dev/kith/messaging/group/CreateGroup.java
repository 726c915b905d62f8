package dev.kith.messaging.group;

import dev.kith.contracts.event.GroupKind;
import dev.kith.contracts.event.GroupPermissions;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Makes a group, with the one who makes it as its owner.
@ApplicationScoped
class CreateGroup {
    // Version 0 is nobody's: the owner comes with version 1.
    // Whose app it is stays known when the group has ended.
    private static final String INSERT = "with made as (insert into group_state (app, kind, version, may_send, may_add,"
            + " may_remove, may_profile, may_see) values ($1, $2, 0, $3, $4, $5, $6, $7) returning *),"
            + " noted as (insert into group_forgotten (gid, app) select gid, app from made)"
            + " select " + Group.COLUMNS + " from made";

    private final GroupChanges changes;
    private final Admission admission;

    CreateGroup(GroupChanges changes, Admission admission) {
        this.changes = changes;
        this.admission = admission;
    }

    /// Fails with `groups-full`.
    Uni<Group> create(Caller caller, GroupKind kind, GroupPermissions permissions) {
        return changes.transaction(transaction -> insert(transaction, caller.app(), kind, permissions)
                .flatMap(group -> admission.admit(transaction, group, caller.uid(), GroupRole.OWNER, What.CREATED)));
    }

    private static Uni<Group> insert(
            SqlConnection transaction, String app, GroupKind kind, GroupPermissions permissions) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        app,
                        kind.getNumber(),
                        permissions.getSend().getNumber(),
                        permissions.getAdd().getNumber(),
                        permissions.getRemove().getNumber(),
                        permissions.getChangeProfile().getNumber(),
                        permissions.getSeeMembers().getNumber())))
                .map(rows -> Group.of(rows.iterator().next()));
    }
}
