package dev.kith.messaging.groupinbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who of a group is away, as its writer keeps it. A message costs the same however many they are: they are read again
/// only when it changes who they are, or who is a member. For the writer's thread.
final class Absences {
    private static final String READ = "select a.gid, a.uid, a.seq, a.changes from unnest(?::bigint[]) as k(gid)"
            + " join group_absence a on a.gid = k.gid";
    // In the order in which the end of a group takes its members.
    private static final String WRITE = "insert into group_absence (gid, uid, seq, changes)"
            + " select k.gid, k.uid, k.seq, k.changes from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])"
            + " as k(gid, uid, seq, changes) join group_member m on m.gid = k.gid and m.uid = k.uid"
            + " order by k.gid, k.uid on conflict do nothing";
    private static final String END =
            "delete from group_absence a using unnest(?::bigint[], ?::bigint[]) as k(gid, uid)"
                    + " where a.gid = k.gid and a.uid = k.uid";
    private static final String GO_ON = "update group_absence a set seq = k.seq, changes = k.changes"
            + " from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) as k(gid, uid, seq, changes)"
            + " where a.gid = k.gid and a.uid = k.uid";
    private static final String COUNT = "insert into group_head as h (gid, head, changes, absences)"
            + " select distinct gid, 0, 0, 1 from unnest(?::bigint[]) as k(gid)"
            + " on conflict (gid) do update set absences = h.absences + 1";

    private final Cache<State, Absentees> remembered;

    /// Which absences: they are the same as long as the group is of this version and nobody went or came back.
    private record State(long group, long version, long absences) {}

    Absences(int mostMembers) {
        remembered = Caffeine.newBuilder()
                .maximumWeight(mostMembers)
                .weigher((State state, Absentees absentees) -> 1 + absentees.size())
                .build();
    }

    /// Who is away of each group that the change concerns, those included who are from now on. Asked before the change
    /// is written: what is remembered of it stands, whatever becomes of the transaction.
    Map<Long, Absentees> of(Connection connection, GroupNow now, GroupChange change) throws SQLException {
        var unknown = new ArrayList<State>();
        var absentees = new HashMap<Long, Absentees>();
        now.groups().forEach((group, standing) -> {
            long absences = now.absences().getOrDefault(group, 0L);
            var state = new State(group, standing.version(), absences);
            var known = absences == 0 ? Absentees.NONE : remembered.getIfPresent(state);
            if (known == null) {
                unknown.add(state);
            } else {
                absentees.put(group, known);
            }
        });
        read(connection, unknown).forEach((state, found) -> {
            remembered.put(state, found);
            absentees.put(state.group(), found);
        });
        fresh(change).forEach((group, away) -> absentees.computeIfPresent(group, (same, before) -> before.and(away)));
        return absentees;
    }

    /// Has the trip keep who is away from now on.
    static void keep(RoundTrip trip, Map<Membership, Absence> away) {
        if (away.isEmpty()) {
            return;
        }
        var members = List.copyOf(away.keySet());
        var absences = List.copyOf(away.values());
        trip.add(WRITE)
                .with(GroupRows.longs(members, Membership::group))
                .with(GroupRows.longs(members, Membership::uid))
                .with(GroupRows.longs(absences, Absence::seq))
                .with(GroupRows.longs(absences, Absence::changes));
        count(trip, members);
    }

    /// Has the trip keep how far those have everything who came back, as soon as it was brought to them.
    static void settle(RoundTrip trip, Collection<Return> returns) {
        var over = returns.stream().filter(Return::isOver).map(Return::member).toList();
        var underWay = returns.stream().filter(one -> !one.isOver()).toList();
        if (!over.isEmpty()) {
            trip.add(END).with(GroupRows.longs(over, Membership::group)).with(GroupRows.longs(over, Membership::uid));
        }
        if (!underWay.isEmpty()) {
            trip.add(GO_ON)
                    .with(GroupRows.longs(underWay, one -> one.member().group()))
                    .with(GroupRows.longs(underWay, one -> one.member().uid()))
                    .with(GroupRows.longs(underWay, Return::seq))
                    .with(GroupRows.longs(underWay, Return::changes));
        }
        count(trip, returns.stream().map(Return::member).toList());
    }

    private static void count(RoundTrip trip, List<Membership> members) {
        if (!members.isEmpty()) {
            trip.add(COUNT).with(GroupRows.longs(members, Membership::group));
        }
    }

    private static Map<Long, Map<Long, Absence>> fresh(GroupChange change) {
        var fresh = new HashMap<Long, Map<Long, Absence>>();
        change.away()
                .forEach((member, absence) -> fresh.computeIfAbsent(member.group(), group -> new HashMap<>())
                        .put(member.uid(), absence));
        return fresh;
    }

    private static Map<State, Absentees> read(Connection connection, List<State> states) throws SQLException {
        if (states.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<Long, Map<Long, Absence>>();
        var trip = new RoundTrip(connection);
        trip.add(READ)
                .with(GroupRows.longs(states, State::group))
                .each(row -> found.computeIfAbsent(row.getLong(1), group -> new HashMap<>())
                        .put(row.getLong(2), new Absence(row.getLong(3), row.getLong(4))));
        trip.go();
        var absentees = new HashMap<State, Absentees>();
        states.forEach(state -> absentees.put(state, new Absentees(found.getOrDefault(state.group(), Map.of()))));
        return absentees;
    }

    /// Those who came back and are away, of all who are said to have come back.
    static Map<Membership, Absence> returning(Set<Membership> back, Map<Long, Absentees> away) {
        var returning = new HashMap<Membership, Absence>();
        for (var member : back) {
            away.getOrDefault(member.group(), Absentees.NONE)
                    .of(member.uid())
                    .ifPresent(absence -> returning.put(member, absence));
        }
        return returning;
    }
}
