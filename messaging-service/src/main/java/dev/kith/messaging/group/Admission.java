package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.socket.GroupEntry.What;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.group.GroupNews.Step;
import dev.kith.messaging.group.Invitees.Invitee;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes users into a group whose row is held, whichever way they come.
@ApplicationScoped
class Admission {
    // Whom the resolver named may not have been announced here yet. A user who left stays marked as gone.
    private static final String KNOW = "insert into person (uid, app, address)"
            + " select * from unnest($1::bigint[], $2::text[], $3::text[]) as n(uid, app, address) order by uid"
            + " on conflict do nothing";
    // Held until the end: an erasure that begins meanwhile waits, and then finds them in the group.
    private static final String HOLD =
            "select uid from person where uid = any($1) and app = $2 and not gone order by uid for share";
    private static final String HOLD_ONE = "select gone from person where uid = $1 for share";
    private static final String FULL =
            "select uid from group_member where uid = any($1) group by uid having count(*) >= $2";
    private static final String INSERT = "insert into group_member (gid, uid, role, since)"
            + " select $1, n.uid, $2, $3 from unnest($4::bigint[]) as n(uid) order by n.uid"
            + " on conflict do nothing returning uid";
    private static final String WELCOME_BACK = "delete from group_removed where gid = $1 and uid = any($2)";

    private final GroupNews news;
    private final GroupSettings settings;

    Admission(GroupNews news, GroupSettings settings) {
        this.news = news;
        this.settings = settings;
    }

    /// Who of those asked for could not be taken in because they are in too many groups, or are gone.
    record Taken(Group group, Set<Long> full, Set<Long> gone) {}

    /// Adds these users, and makes it known; who is a member already stays what they are.
    ///
    /// Fails with `group-full`, and then nobody is taken in.
    Uni<Taken> add(SqlConnection transaction, Group group, Collection<Invitee.Found> found) {
        var uids = found.stream().map(Invitee.Found::uid).distinct().sorted().toArray(Long[]::new);
        if (uids.length == 0) {
            return Uni.createFrom().item(new Taken(group, Set.of(), Set.of()));
        }
        return transaction
                .preparedQuery(KNOW)
                .execute(Tuple.of(
                        found.stream().map(Invitee.Found::uid).toArray(Long[]::new),
                        found.stream().map(one -> group.app()).toArray(String[]::new),
                        found.stream().map(Invitee.Found::address).toArray(String[]::new)))
                .flatMap(known -> transaction.preparedQuery(HOLD).execute(Tuple.of(uids, group.app())))
                .flatMap(there -> insert(transaction, group, Set.of(uids), uids(there)));
    }

    /// Adds the one with this role, and makes it known. Fails with `group-full`, `groups-full`, and with `revoked` for
    /// who is erased: their token lives on for a while, and nobody could take them out again.
    Uni<Group> admit(SqlConnection transaction, Group group, long uid, GroupRole role, What what) {
        return hold(transaction, uid)
                .flatMap(there ->
                        transaction.preparedQuery(FULL).execute(Tuple.of(new Long[] {uid}, settings.mostGroups())))
                .flatMap(full -> {
                    if (full.size() > 0) {
                        throw new ProblemException(
                                ErrorCode.GROUPS_FULL,
                                "Nobody can be in more than " + settings.mostGroups() + " groups.");
                    }
                    return members(transaction, group, List.of(uid), role, what);
                });
    }

    // Who has just joined may be here before the news of it.
    private static Uni<Void> hold(SqlConnection transaction, long uid) {
        return transaction
                .preparedQuery(HOLD_ONE)
                .execute(Tuple.of(uid))
                .invoke(rows -> {
                    for (var row : rows) {
                        if (row.getBoolean("gone")) {
                            throw new ProblemException(ErrorCode.REVOKED, "This account is no more.");
                        }
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Taken> insert(SqlConnection transaction, Group group, Set<Long> asked, Set<Long> there) {
        var gone = new HashSet<>(asked);
        gone.removeAll(there);
        return transaction
                .preparedQuery(FULL)
                .execute(Tuple.of(there.toArray(Long[]::new), settings.mostGroups()))
                .map(Admission::uids)
                .flatMap(full -> {
                    var free = there.stream()
                            .filter(uid -> !full.contains(uid))
                            .sorted()
                            .toList();
                    return members(transaction, group, free, GroupRole.MEMBER, What.JOINED)
                            .map(now -> new Taken(now, full, gone));
                });
    }

    private Uni<Group> members(SqlConnection transaction, Group group, List<Long> uids, GroupRole role, What what) {
        var all = uids.toArray(Long[]::new);
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(group.id(), role.getNumber(), group.version() + 1, all))
                .map(Admission::uids)
                .call(added -> transaction.preparedQuery(WELCOME_BACK).execute(Tuple.of(group.id(), all)))
                .flatMap(added -> tell(transaction, group, added, role, what));
    }

    private Uni<Group> tell(SqlConnection transaction, Group group, Set<Long> added, GroupRole role, What what) {
        if (added.isEmpty()) {
            return Uni.createFrom().item(group);
        }
        if (group.members() + added.size() > settings.mostMembers()) {
            throw new ProblemException(
                    ErrorCode.GROUP_FULL, "A group has at most " + settings.mostMembers() + " members.");
        }
        var steps = added.stream()
                .sorted()
                .map(uid -> new Step(uid, role, false, what))
                .toList();
        return news.tell(transaction, group, added.size(), steps, What.MEMBERS);
    }

    private static Set<Long> uids(RowSet<Row> rows) {
        var uids = new HashSet<Long>();
        rows.forEach(row -> uids.add(row.getLong("uid")));
        return uids;
    }
}
