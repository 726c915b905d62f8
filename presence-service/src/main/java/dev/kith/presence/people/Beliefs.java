package dev.kith.presence.people;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The announced state of users, and when they were seen, in bulk.
///
/// The state changes by conditional updates: of several nodes that find the same change at once, one makes it, and
/// that one tells. It is kept in PostgreSQL and not in Redis, because it must outlive a flushed Redis: those whose
/// node died with the registry would otherwise stay online on every screen.
@ApplicationScoped
public class Beliefs {
    private static final String COME = "update person set online = true,"
            + " last_seen_at = case when mode = 'VISIBLE' then $2 else last_seen_at end"
            + " where uid = any($1) and not online and left_at is null returning uid, mode = 'VISIBLE' as shown";

    private static final String GO = "update person p set online = false,"
            + " last_seen_at = case when p.mode = 'VISIBLE' then greatest(p.last_seen_at, d.at) else p.last_seen_at end"
            + " from unnest($1::bigint[], $2::timestamptz[]) as d (uid, at)"
            + " where p.uid = d.uid and p.online returning p.uid, p.mode = 'VISIBLE' as shown";

    private static final String SEEN = "update person p set last_seen_at = d.at"
            + " from unnest($1::bigint[], $2::timestamptz[]) as d (uid, at)"
            + " where p.uid = d.uid and p.online and p.mode = 'VISIBLE'"
            + " and (p.last_seen_at is null or d.at >= p.last_seen_at + interval '1 minute')";

    private final Pool pool;

    Beliefs(Pool pool) {
        this.pool = pool;
    }

    /// Those of these users who were believed offline are online from now on; only they are answered.
    public Uni<List<Believed>> come(Collection<Long> uids, Instant now) {
        return pool.preparedQuery(COME)
                .execute(Tuple.of(uids.stream().sorted().toArray(Long[]::new), utc(now)))
                .map(Beliefs::changed);
    }

    /// Those of these users who were believed online are offline, last seen when said; only they are answered.
    public Uni<List<Believed>> go(Map<Long, Instant> lastSeen) {
        return pool.preparedQuery(GO).execute(arrays(lastSeen)).map(Beliefs::changed);
    }

    /// Writes down when users who are online were seen. What is stored already to the minute is left, so that no user
    /// costs more than one write a minute.
    public Uni<Void> seen(Map<Long, Instant> lastSeen) {
        return pool.preparedQuery(SEEN).execute(arrays(lastSeen)).replaceWithVoid();
    }

    /// Some of those who are believed online, in the order of their uids, after this one.
    public Uni<List<Long>> onlineAfter(long uid, int most) {
        return pool.preparedQuery("select uid from person where online and uid > $1 order by uid limit $2")
                .execute(Tuple.of(uid, most))
                .map(rows -> {
                    var uids = new ArrayList<Long>(rows.size());
                    rows.forEach(row -> uids.add(row.getLong("uid")));
                    return uids;
                });
    }

    private static List<Believed> changed(Iterable<Row> rows) {
        var changed = new ArrayList<Believed>();
        rows.forEach(row -> changed.add(new Believed(row.getLong("uid"), row.getBoolean("shown"))));
        return changed;
    }

    // Rising, so that two nodes lock in the same order.
    private static Tuple arrays(Map<Long, Instant> timeByUid) {
        var sorted = new TreeMap<>(timeByUid);
        return Tuple.of(
                sorted.keySet().toArray(Long[]::new),
                sorted.values().stream().map(Beliefs::utc).toArray(OffsetDateTime[]::new));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
