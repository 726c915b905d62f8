package dev.kith.messaging.groupinbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// Who gets what was said in groups: whoever was a member at the version of the group in which the message got its
/// number.
///
/// A version's members are kept until nothing of that version has to go out any more; so after a crash it goes to the
/// same people, whoever came and went meanwhile. Whoever is away gets nothing before they come back ([Absences]), and
/// costs nothing until then. For the writer's thread.
final class Audiences {
    private static final String KEPT = "select a.gid, a.version, a.members"
            + " from unnest(?::bigint[], ?::bigint[]) as k(gid, version) cross join lateral"
            + " (select * from group_audience a where a.gid = k.gid and a.version = k.version offset 0) a";
    private static final String KEEP = "insert into group_audience (gid, version, members)"
            + " select k.gid, k.version, m.members from unnest(?::bigint[], ?::bigint[]) as k(gid, version)"
            + " cross join lateral (select array_agg(uid order by uid) as members from group_member where gid = k.gid) m"
            + " returning gid, version, members";

    // Whom the sender's messages do not reach: who blocks them (2: in groups), and those between whom and the sender
    // the app wants nothing. Who is restricted is few, and looked up before anybody else.
    private static final String CUT = "with s as materialized"
            + " (select * from unnest(?::bigint[], ?::bigint[]) as s(gid, uid)),"
            + " here as materialized (select x.*, m.gid from (select distinct gid from s) g"
            + " join group_member m on m.gid = g.gid join restriction x on x.uid = m.uid"
            + " where exists (select from restriction))"
            + " select s.gid, s.uid, r.owner from s join relationship r on r.peer = s.uid and r.block_kinds & 2 <> 0"
            + " join group_member m on m.gid = s.gid and m.uid = r.owner"
            + " union select s.gid, s.uid, h.uid from s join here h on h.gid = s.gid and h.uid <> s.uid"
            + " left join relationship r on r.owner = h.uid and r.peer = s.uid"
            + " where not (lets(h.incoming, r) and lets(h.peers, r))"
            + " union select s.gid, s.uid, m.uid from s join here h on h.gid = s.gid and h.uid = s.uid"
            + " join group_member m on m.gid = s.gid and m.uid <> s.uid"
            + " left join relationship r on r.owner = s.uid and r.peer = m.uid"
            + " where not (lets(h.outgoing, r) and lets(h.peers, r))";
    private static final String FORGET =
            "delete from group_audience a using unnest(?::bigint[], ?::bigint[]) as k(gid, v)"
                    + " where a.gid = k.gid and a.version < k.v";

    private final Cache<Audience, long[]> remembered;
    private final Cache<Audience, Here> here;

    /// The members of a version as long as it are these who are away.
    private record Here(Absentees absentees, Split split) {}

    /// Members who are here, and who are away.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Split(long[] present, long[] away) {
        static Split of(long[] members, Absentees absentees) {
            return new Split(
                    Arrays.stream(members)
                            .filter(uid -> absentees.of(uid).isEmpty())
                            .toArray(),
                    Arrays.stream(members)
                            .filter(uid -> absentees.of(uid).isPresent())
                            .toArray());
        }
    }

    Audiences(int mostMembers) {
        remembered = Caffeine.newBuilder()
                .maximumWeight(mostMembers)
                .weigher((Audience audience, long[] members) -> members.length)
                .build();
        here = Caffeine.newBuilder()
                .maximumWeight(mostMembers)
                .weigher((Audience audience, Here members) ->
                        members.split().present().length + members.split().away().length)
                .build();
    }

    /// The members of each version, and whom each sender does not reach.
    record Listed(
            Map<Audience, long[]> members,
            Map<Audience, Split> splits,
            Map<Long, Absentees> away,
            Map<Membership, Set<Long>> cut) {
        /// To whose inboxes it goes; nobody's where it went long ago.
        long[] of(Outgoing outgoing) {
            if (outgoing.version() == Outgoing.AUTHOR_ALONE) {
                return new long[] {outgoing.by()};
            }
            var all = presentAt(outgoing);
            var without = cut.getOrDefault(new Membership(outgoing.group(), outgoing.by()), Set.of());
            return without.isEmpty()
                    ? all
                    : Arrays.stream(all).filter(uid -> !without.contains(uid)).toArray();
        }

        /// The members but those who went away before it, and are not its author.
        private long[] presentAt(Outgoing outgoing) {
            var audience = new Audience(outgoing.group(), outgoing.version());
            var split = splits.get(audience);
            if (split == null) {
                return members.getOrDefault(audience, new long[0]);
            }
            var absentees = away.getOrDefault(outgoing.group(), Absentees.NONE);
            boolean isNew = !outgoing.isBefore(absentees.latest())
                    && absentees.of(outgoing.author()).isEmpty();
            if (isNew) {
                return split.present();
            }
            var late = Arrays.stream(split.away())
                    .filter(uid -> uid == outgoing.author()
                            || absentees.of(uid).filter(outgoing::isBefore).isPresent());
            return LongStream.concat(Arrays.stream(split.present()), late).toArray();
        }
    }

    /// Reads, and keeps where it is new, whom all of this goes to, in the transaction of this connection.
    Listed list(Connection connection, GroupNow now, GroupChange change, Map<Long, Absentees> away)
            throws SQLException {
        var wanted = new LinkedHashSet<Audience>();
        var senders = new LinkedHashSet<Membership>();
        for (var outgoing : change.outgoing()) {
            if (outgoing.version() != Outgoing.AUTHOR_ALONE) {
                wanted.add(new Audience(outgoing.group(), outgoing.version()));
                if (outgoing.by() != Outgoing.NOBODY) {
                    senders.add(new Membership(outgoing.group(), outgoing.by()));
                }
            }
        }
        var members = new HashMap<Audience, long[]>(remembered.getAllPresent(wanted));
        wanted.removeAll(members.keySet());
        if (!wanted.isEmpty()) {
            members.putAll(read(connection, KEPT, wanted));
            wanted.removeAll(members.keySet());
            wanted.removeIf(one -> !isNow(one, now));
        }
        if (!wanted.isEmpty()) {
            members.putAll(read(connection, KEEP, wanted));
        }
        return new Listed(members, splits(members, away), away, cut(connection, senders));
    }

    private Map<Audience, Split> splits(Map<Audience, long[]> members, Map<Long, Absentees> away) {
        var splits = new HashMap<Audience, Split>();
        members.forEach((audience, uids) -> {
            var absentees = away.getOrDefault(audience.group(), Absentees.NONE);
            if (absentees.size() > 0) {
                splits.put(audience, split(audience, uids, absentees));
            }
        });
        return splits;
    }

    private Split split(Audience audience, long[] uids, Absentees absentees) {
        var known = here.getIfPresent(audience);
        if (known != null && known.absentees() == absentees) {
            return known.split();
        }
        var split = Split.of(uids, absentees);
        here.put(audience, new Here(absentees, split));
        return split;
    }

    /// What is committed is remembered.
    void remember(Listed listed) {
        remembered.putAll(listed.members());
    }

    /// Forgets older versions than these, of which nothing goes out any more.
    static void forget(RoundTrip trip, Collection<Audience> newest) {
        var all = List.copyOf(newest);
        trip.add(FORGET)
                .with(all.stream().mapToLong(Audience::group).toArray())
                .with(all.stream().mapToLong(Audience::version).toArray());
    }

    private static boolean isNow(Audience audience, GroupNow now) {
        var group = now.groups().get(audience.group());
        return group != null && group.version() == audience.version();
    }

    private static Map<Audience, long[]> read(Connection connection, String sql, Collection<Audience> of)
            throws SQLException {
        var all = List.copyOf(of);
        var members = new HashMap<Audience, long[]>();
        var trip = new RoundTrip(connection);
        trip.add(sql)
                .with(all.stream().mapToLong(Audience::group).toArray())
                .with(all.stream().mapToLong(Audience::version).toArray())
                .each(row -> members.put(
                        new Audience(row.getLong(1), row.getLong(2)),
                        Arrays.stream((Long[]) row.getArray(3).getArray())
                                .mapToLong(Long::longValue)
                                .toArray()));
        trip.go();
        return members;
    }

    /// Of these senders, those whom their messages do not reach.
    static Map<Membership, Set<Long>> cut(Connection connection, Collection<Membership> senders) throws SQLException {
        var cut = new HashMap<Membership, Set<Long>>();
        if (!senders.isEmpty()) {
            var all = new ArrayList<>(senders);
            var trip = new RoundTrip(connection);
            trip.add(CUT)
                    .with(all.stream().mapToLong(Membership::group).toArray())
                    .with(all.stream().mapToLong(Membership::uid).toArray())
                    .each(row -> cut.computeIfAbsent(
                                    new Membership(row.getLong(1), row.getLong(2)), sender -> new HashSet<>())
                            .add(row.getLong(3)));
            trip.go();
        }
        return cut;
    }
}
