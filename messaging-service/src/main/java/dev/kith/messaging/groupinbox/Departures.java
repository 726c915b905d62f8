package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.MembersAway;
import dev.kith.messaging.expiry.Lookout;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.log.InboxLog;
import dev.kith.messaging.session.SessionRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks from time to time who of a large group has no session, and says so to the group's writer; each group is looked
/// at by one node at a time. Whoever is said to be away and is not is said to be back; so a group that is not large any
/// more is looked at as long as anybody is away.
@ApplicationScoped
class Departures {
    private static final int GROUPS = 20;
    private static final int LEAST_LARGE = 100;
    private static final String DUE =
            "insert into group_look as l (gid, looked_at) select s.gid, $1::bigint from (select gid from group_state"
                    + " where members >= " + LEAST_LARGE + " and members >= $2 union select gid from group_look) s"
                    + " where not exists (select from group_look d"
                    + " where d.gid = s.gid and d.looked_at > $1::bigint - $3::bigint) limit " + GROUPS
                    + " on conflict (gid) do update set looked_at = excluded.looked_at"
                    + " where l.looked_at <= $1::bigint - $3::bigint"
                    + " returning gid, (select s.members >= $2 from group_state s where s.gid = l.gid) as is_large";
    private static final String MEMBERS = "select m.uid, a.uid is not null as away from group_member m"
            + " left join group_absence a on a.gid = m.gid and a.uid = m.uid where m.gid = $1";
    private static final String AWAY = "select uid from group_absence where gid = $1";
    private static final String NO_MORE = "delete from group_look where gid = $1";

    private final Pool pool;
    private final SessionRegistry registry;
    private final InboxLog log;
    private final Clock clock;
    private final GroupInboxSettings settings;
    private final Lookout lookout;

    Departures(Pool pool, SessionRegistry registry, InboxLog log, Clock clock, GroupInboxSettings settings) {
        this.pool = pool;
        this.registry = registry;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.lookout = new Lookout("nobody is found away", settings.look().dividedBy(4), this::look);
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        lookout.start(vertx);
    }

    void stop(@Observes ShutdownEvent stopping) {
        lookout.stop();
    }

    /// A registry that was just flushed knows of nobody, and says nothing about who is away.
    private Future<Boolean> look() {
        return registry.isWhole()
                .compose(whole -> whole ? lookAtDue() : Future.succeededFuture())
                .map(all -> false);
    }

    private Future<Void> lookAtDue() {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(
                        clock.millis(), settings.large(), settings.look().toMillis()))
                .compose(due -> {
                    Future<Void> all = Future.succeededFuture();
                    for (var row : due) {
                        long group = row.getLong("gid");
                        boolean isLarge = row.getBoolean("is_large");
                        all = all.compose(next -> isLarge ? look(group) : lookForReturns(group));
                    }
                    return due.size() < GROUPS ? all : all.compose(next -> lookAtDue());
                });
    }

    /// Looks at one group, whatever its size.
    Future<Void> look(long group) {
        return pool.preparedQuery(MEMBERS).execute(Tuple.of(group)).compose(rows -> {
            var away = new HashMap<Long, Boolean>();
            rows.forEach(row -> away.put(row.getLong("uid"), row.getBoolean("away")));
            return registry.online(away.keySet()).compose(online -> tell(group, away, online));
        });
    }

    /// Nobody is found away in it any more; when all are back it is looked at no more.
    private Future<Void> lookForReturns(long group) {
        return pool.preparedQuery(AWAY).execute(Tuple.of(group)).compose(rows -> {
            var away = new ArrayList<Membership>();
            rows.forEach(row -> away.add(new Membership(group, row.getLong("uid"))));
            return away.isEmpty()
                    ? pool.preparedQuery(NO_MORE).execute(Tuple.of(group)).mapEmpty()
                    : lookAgain(away);
        });
    }

    private Future<Void> tell(long group, Map<Long, Boolean> away, Set<Long> online) {
        var gone = new ArrayList<Long>();
        var back = new ArrayList<Membership>();
        away.forEach((uid, isAway) -> {
            if (isAway && online.contains(uid)) {
                back.add(new Membership(group, uid));
            } else if (!isAway && !online.contains(uid)) {
                gone.add(uid);
            }
        });
        var records = new ArrayList<>(Returns.back(back));
        for (int from = 0; from < gone.size(); from += Returns.MOST_OF_A_RECORD) {
            var part = gone.subList(from, Math.min(gone.size(), from + Returns.MOST_OF_A_RECORD));
            records.add(GroupRecord.newBuilder()
                    .setGroup(group)
                    .setAway(MembersAway.newBuilder().addAllUids(part))
                    .build());
        }
        return append(records);
    }

    /// These are stored as away: those of them who have come meanwhile are back.
    Future<Void> lookAgain(Collection<Membership> away) {
        if (away.isEmpty()) {
            return Future.succeededFuture();
        }
        var uids = away.stream().map(Membership::uid).distinct().toList();
        return registry.online(uids)
                .compose(online -> append(Returns.back(away.stream()
                        .filter(member -> online.contains(member.uid()))
                        .toList())));
    }

    private Future<Void> append(List<GroupRecord> records) {
        return records.isEmpty()
                ? Future.succeededFuture()
                : Future.all(records.stream().map(log::append).toList()).mapEmpty();
    }
}
