package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.MemberBack;
import dev.kith.messaging.gather.Gathering;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.log.InboxLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Has users who come back be brought what they missed in large groups.
///
/// A session is entered in the registry before this looks whether its user is away; who is found away is looked up in
/// the registry after that is stored. So of the two at once at least one sees the other.
@ApplicationScoped
public class Returns {
    private static final String AWAY =
            "select k.place, a.gid from unnest($1::bigint[]) with ordinality as k(uid, place)"
                    + " cross join lateral (select a.gid from group_absence a where a.uid = k.uid limit 1000) a";
    private static final int TOGETHER = 200;
    // The newest of each of these groups, unless it never comes into this inbox.
    private static final String MISSING = "select count(*) from unnest($2::bigint[]) as k(gid) cross join lateral"
            + " (select g.id, g.deletion from group_message g where g.gid = k.gid and g.seq > 0"
            + " order by g.seq desc limit 1) g where g.deletion = 0"
            + " and not exists (select from message m where m.owner = $1 and m.id = g.id)";
    private static final long LOOK_AGAIN_MILLIS = 50;

    /// Members whom one record of the log names.
    static final int MOST_OF_A_RECORD = 1_000;

    private final Pool pool;
    private final InboxLog log;
    private final Vertx vertx;
    private final long looks;
    private final Gathering<Long, List<Long>> away = new Gathering<>(TOGETHER, this::away);

    Returns(Pool pool, InboxLog log, Vertx vertx, GroupInboxSettings settings) {
        this.pool = pool;
        this.log = log;
        this.vertx = vertx;
        this.looks = settings.historyWait().toMillis() / LOOK_AGAIN_MILLIS;
    }

    /// The user has a session: what they missed is on its way into their inbox.
    public Future<Void> of(long uid) {
        return away.ask(uid).compose(groups -> bring(uid, groups));
    }

    /// The user reads without a session: done when the inbox has what they missed, or after a while, when as a
    /// rule a part of it is there. Never fails: what is there can be read while the log is away.
    public Future<Void> awaited(long uid) {
        return away.ask(uid)
                .compose(groups -> groups.isEmpty()
                        ? Future.succeededFuture()
                        : bring(uid, groups)
                                .compose(begun -> await(uid, groups, looks))
                                .timeout(looks * LOOK_AGAIN_MILLIS + 1, TimeUnit.MILLISECONDS)
                                .otherwiseEmpty());
    }

    private Future<Void> await(long uid, List<Long> groups, long left) {
        return isThere(uid, groups)
                .compose(there -> there || left == 0
                        ? Future.succeededFuture()
                        : vertx.timer(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(later -> await(uid, groups, left - 1)));
    }

    /// Brought is in the log; the inbox has it a moment later.
    private Future<Boolean> isThere(long uid, List<Long> groups) {
        return away.ask(uid)
                .compose(waiting -> waiting.isEmpty()
                        ? pool.preparedQuery(MISSING)
                                .execute(Tuple.tuple().addLong(uid).addArrayOfLong(groups.toArray(Long[]::new)))
                                .map(rows -> rows.iterator().next().getLong(0) == 0)
                        : Future.succeededFuture(false));
    }

    private Future<Void> bring(long uid, List<Long> groups) {
        return groups.isEmpty()
                ? Future.succeededFuture()
                : Future.all(back(groups.stream()
                                        .map(group -> new Membership(group, uid))
                                        .toList())
                                .stream()
                                .map(log::append)
                                .toList())
                        .mapEmpty();
    }

    /// The groups of each, from which they are away.
    private Future<List<List<Long>>> away(List<Long> uids) {
        return pool.preparedQuery(AWAY)
                .execute(Tuple.tuple().addArrayOfLong(uids.toArray(Long[]::new)))
                .map(rows -> {
                    List<List<Long>> groups = uids.stream()
                            .<List<Long>>map(uid -> new ArrayList<>())
                            .toList();
                    rows.forEach(row -> groups.get(row.getInteger(0) - 1).add(row.getLong(1)));
                    return groups;
                });
    }

    /// What the log says of members who are back: a record for each group, as a rule.
    static List<GroupRecord> back(Collection<Membership> members) {
        var byGroup = new LinkedHashMap<Long, List<Long>>();
        members.forEach(member -> byGroup.computeIfAbsent(member.group(), group -> new ArrayList<>())
                .add(member.uid()));
        var records = new ArrayList<GroupRecord>();
        byGroup.forEach((group, uids) -> {
            for (int from = 0; from < uids.size(); from += MOST_OF_A_RECORD) {
                var part = uids.subList(from, Math.min(uids.size(), from + MOST_OF_A_RECORD));
                records.add(GroupRecord.newBuilder()
                        .setGroup(group)
                        .setBack(MemberBack.newBuilder()
                                .setUid(part.getFirst())
                                .addAllOthers(part.subList(1, part.size())))
                        .build());
            }
        });
        return records;
    }
}
