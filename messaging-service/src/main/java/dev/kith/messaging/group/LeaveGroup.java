package dev.kith.messaging.group;

import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.caller.Caller;
import dev.kith.messaging.group.GroupNews.Step;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Leaves a group. Of a group without an owner the one of the highest role who is there longest becomes it; a
/// group without anybody is no more.
@ApplicationScoped
class LeaveGroup {
    // As with the erasure of everything else: the mark comes first, whoever of the listeners is faster.
    private static final String MARK = "insert into person (uid, app, address, gone) values ($1, $2, '', true)"
            + " on conflict (uid) do update set gone = true, address = ''";
    private static final String FORGET = "delete from group_removed where uid = $1";
    private static final String OF = "select gid from group_member where uid = $1 order by gid";
    private static final String LEAVE = "delete from group_member where gid = $1 and uid = $2";
    private static final String SUCCEED = "update group_member set role = $2 where gid = $1 and uid ="
            + " (select uid from group_member where gid = $1 order by role desc, since, uid limit 1)"
            + " and not exists (select 1 from group_member where gid = $1 and role = $2) returning uid, role, muted";
    // In the order in which the group's writer takes those who are away, so that neither waits for the other.
    private static final String EVERYBODY = "select uid from group_member where gid = $1 order by uid for update";
    private static final String END = "delete from group_state where gid = $1";

    private final Pool pool;
    private final GroupChanges changes;
    private final GroupNews news;

    LeaveGroup(Pool pool, GroupChanges changes, GroupNews news) {
        this.pool = pool;
        this.changes = changes;
        this.news = news;
    }

    /// Fails with `not-found`.
    Uni<Void> leave(Caller caller, long gid) {
        return changes.byMember(caller, gid, locked -> leave(locked.transaction(), locked.group(), caller.uid()));
    }

    /// Ends the group for everybody. Fails with `not-found`, `role-needed`.
    Uni<Void> end(Caller caller, long gid) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(GroupRole.OWNER);
            return end(locked.transaction(), locked.group(), List.of());
        });
    }

    /// Takes a user who is erased out of all groups, one after the other. Can be repeated.
    Uni<Void> depart(String app, long uid) {
        return pool.preparedQuery(MARK)
                .execute(Tuple.of(uid, app))
                .flatMap(marked -> pool.preparedQuery(FORGET).execute(Tuple.of(uid)))
                .flatMap(forgotten -> pool.preparedQuery(OF).execute(Tuple.of(uid)))
                .flatMap(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> depart(app, row.getLong("gid"), uid))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> depart(String app, long gid, long uid) {
        return changes.transaction(transaction -> changes.lock(transaction, app, gid)
                .flatMap(group -> changes.member(transaction, gid, uid)
                        .flatMap(there -> there.isPresent()
                                ? leave(transaction, group, uid)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> leave(SqlConnection transaction, Group group, long uid) {
        return transaction
                .preparedQuery(LEAVE)
                .execute(Tuple.of(group.id(), uid))
                .flatMap(left -> group.members() == 1
                        ? end(transaction, group, List.of(Step.out(uid)))
                        : succeed(transaction, group).flatMap(successor -> tell(transaction, group, uid, successor)));
    }

    private static Uni<Optional<Member>> succeed(SqlConnection transaction, Group group) {
        return transaction
                .preparedQuery(SUCCEED)
                .execute(Tuple.of(group.id(), GroupRole.OWNER.getNumber()))
                .map(rows -> {
                    for (var row : rows) {
                        return Optional.of(Member.of(row));
                    }
                    return Optional.empty();
                });
    }

    private Uni<Void> tell(SqlConnection transaction, Group group, long uid, Optional<Member> successor) {
        var steps = new ArrayList<Step>();
        steps.add(Step.out(uid));
        successor.ifPresent(member -> steps.add(Step.of(member, What.OWN)));
        return news.tell(transaction, group, -1, steps, What.MEMBERS).replaceWithVoid();
    }

    private Uni<Void> end(SqlConnection transaction, Group group, List<Step> out) {
        return transaction
                .preparedQuery(EVERYBODY)
                .execute(Tuple.of(group.id()))
                .flatMap(rows -> {
                    var steps = new ArrayList<>(out);
                    rows.forEach(row -> steps.add(
                            new Step(row.getLong("uid"), GroupRole.GROUP_ROLE_UNSPECIFIED, false, What.DELETED)));
                    return news.tellEnd(transaction, group, steps);
                })
                .flatMap(told -> transaction.preparedQuery(END).execute(Tuple.of(group.id())))
                .replaceWithVoid();
    }
}
