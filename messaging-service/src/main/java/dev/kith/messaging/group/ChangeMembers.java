package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.group.Admission.Taken;
import dev.kith.messaging.group.GroupNews.Step;
import dev.kith.messaging.group.Invitees.Invitee;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/// Who is in a group, and as what. A role reaches over those below it, never over its equals; an owner alone makes
/// owners.
@ApplicationScoped
class ChangeMembers {
    private static final String AT = "select m.uid, m.role, m.muted from person p"
            + " join group_member m on m.gid = $1 and m.uid = p.uid where p.app = $2 and p.address = $3 and not p.gone";
    private static final String REMOVE = "delete from group_member where gid = $1 and uid = $2";
    private static final String KEEP_OUT =
            "insert into group_removed (gid, uid) values ($1, $2) on conflict do nothing";
    private static final String ROLE = "update group_member set role = $3 where gid = $1 and uid = $2";
    private static final String MUTE = "update group_member set muted = $3 where gid = $1 and uid = $2";
    private static final String OWNERS = "select count(*) from group_member where gid = $1 and role = $2";

    private final GroupChanges changes;
    private final Admission admission;
    private final GroupNews news;

    ChangeMembers(GroupChanges changes, Admission admission, GroupNews news) {
        this.changes = changes;
        this.admission = admission;
        this.news = news;
    }

    /// Takes these in. Fails with `not-found`, `role-needed`, `group-full`.
    Uni<Taken> add(Caller caller, long gid, Collection<Invitee.Found> found) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(locked.group().permissions().getAdd());
            return admission.add(locked.transaction(), locked.group(), found);
        });
    }

    /// Puts a member out; only another member brings them back. Fails with `not-found`, `role-needed`.
    Uni<Group> remove(Caller caller, long gid, String address) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(locked.group().permissions().getRemove());
            return at(locked, address).flatMap(member -> remove(locked, member));
        });
    }

    /// Gives a member another role. Fails with `not-found`, `role-needed`.
    Uni<Group> role(Caller caller, long gid, String address, GroupRole role) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(GroupRole.ADMIN);
            locked.me().needs(role);
            return at(locked, address).flatMap(member -> role(locked, member, role));
        });
    }

    /// Steps down, or stays. Fails with `not-found`, and with `role-needed` for the last owner.
    Uni<Group> ownRole(Caller caller, long gid, GroupRole role) {
        return changes.byMember(caller, gid, locked -> {
            locked.me().needs(role);
            return locked.me().role() == GroupRole.OWNER && role != GroupRole.OWNER
                    ? anotherOwner(locked).flatMap(there -> set(locked, locked.me(), role))
                    : set(locked, locked.me(), role);
        });
    }

    /// Notes that the caller wants to hear nothing of the group, for all their devices. Fails with `not-found`.
    Uni<Group> mute(Caller caller, long gid, boolean muted) {
        return changes.byMember(caller, gid, locked -> {
            var me = locked.me();
            if (me.muted() == muted) {
                return Uni.createFrom().item(locked.group());
            }
            return locked.transaction()
                    .preparedQuery(MUTE)
                    .execute(Tuple.of(gid, me.uid(), muted))
                    .flatMap(done -> news.tell(
                            locked.transaction(),
                            locked.group(),
                            0,
                            List.of(new Step(me.uid(), me.role(), muted, What.OWN)),
                            What.WHAT_UNSPECIFIED));
        });
    }

    private Uni<Group> remove(Locked locked, Member member) {
        over(locked, member);
        var key = Tuple.of(locked.group().id(), member.uid());
        return locked.transaction()
                .preparedQuery(REMOVE)
                .execute(key)
                .flatMap(removed -> locked.transaction().preparedQuery(KEEP_OUT).execute(key))
                .flatMap(kept -> news.tell(
                        locked.transaction(), locked.group(), -1, List.of(Step.out(member.uid())), What.MEMBERS));
    }

    private Uni<Group> role(Locked locked, Member member, GroupRole role) {
        over(locked, member);
        return set(locked, member, role);
    }

    private Uni<Group> set(Locked locked, Member member, GroupRole role) {
        if (member.role() == role) {
            return Uni.createFrom().item(locked.group());
        }
        return locked.transaction()
                .preparedQuery(ROLE)
                .execute(Tuple.of(locked.group().id(), member.uid(), role.getNumber()))
                .flatMap(done -> news.tell(
                        locked.transaction(),
                        locked.group(),
                        0,
                        List.of(new Step(member.uid(), role, member.muted(), What.OWN)),
                        What.MEMBERS));
    }

    private static void over(Locked locked, Member member) {
        if (!locked.me().isAbove(member)) {
            throw new ProblemException(ErrorCode.ROLE_NEEDED, "This takes a role above that of the member.");
        }
    }

    private static Uni<Void> anotherOwner(Locked locked) {
        return locked.transaction()
                .preparedQuery(OWNERS)
                .execute(Tuple.of(locked.group().id(), GroupRole.OWNER.getNumber()))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong(0) < 2) {
                        throw new ProblemException(
                                ErrorCode.ROLE_NEEDED, "A group has an owner; make somebody else one first.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Member> at(Locked locked, String address) {
        return locked.transaction()
                .preparedQuery(AT)
                .execute(Tuple.of(locked.group().id(), locked.group().app(), address))
                .map(rows -> {
                    for (var row : rows) {
                        return Member.of(row);
                    }
                    throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such member in this group.");
                });
    }
}
