package dev.kith.messaging.group;

import dev.kith.contracts.event.GroupPermissions;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What each role may do in a group.
@ApplicationScoped
class ChangeGroup {
    private static final String PERMIT = "update group_state set may_send = $2, may_add = $3, may_remove = $4,"
            + " may_profile = $5, may_see = $6 where gid = $1";

    private final GroupChanges changes;
    private final GroupNews news;

    ChangeGroup(GroupChanges changes, GroupNews news) {
        this.changes = changes;
        this.news = news;
    }

    /// Fails with `not-found`, `role-needed`.
    Uni<Group> permit(Caller caller, long gid, Permissions wanted) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(GroupRole.OWNER);
            var permissions = wanted.over(locked.group().permissions());
            return permissions.equals(locked.group().permissions())
                    ? Uni.createFrom().item(locked.group())
                    : permit(locked, permissions);
        });
    }

    private Uni<Group> permit(Locked locked, GroupPermissions permissions) {
        return locked.transaction()
                .preparedQuery(PERMIT)
                .execute(Tuple.of(
                        locked.group().id(),
                        permissions.getSend().getNumber(),
                        permissions.getAdd().getNumber(),
                        permissions.getRemove().getNumber(),
                        permissions.getChangeProfile().getNumber(),
                        permissions.getSeeMembers().getNumber()))
                .flatMap(done -> news.tell(locked.transaction(), locked.group(), 0, List.of(), What.SETTINGS));
    }
}
