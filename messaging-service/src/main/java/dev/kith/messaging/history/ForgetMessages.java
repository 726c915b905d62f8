package dev.kith.messaging.history;

import dev.kith.contracts.socket.Deletion;
import dev.kith.kit.start.WhenStopping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Deletes, rows and all, what is older than its app lets messages be; and what was said in groups, which is stored
/// once for all members, but for the row that tells a repeated message from a new one.
///
/// A round looks at one slice of the users of each app and one of its groups, in the order of their numbers, and goes
/// on there the next time; it stays with a slice that has more than a statement takes. Rows that somebody holds are
/// passed over until then, and what two nodes do at once is done once.
@ApplicationScoped
class ForgetMessages {
    /// Users, or groups, that one statement looks at.
    static final int SLICE = 1_000;

    /// Messages that one statement deletes.
    static final int MOST = 5_000;

    private static final String APPS = "select app, retention_ms from app_rules where retention_ms > 0";
    private static final String IN_INBOXES = """
            with slice as (select uid from person where app = $1 and uid > $2 and not gone order by uid limit $4),
                 old as (select m.owner, m.id from slice cross join lateral (
                             select owner, id from message
                              where owner = slice.uid and accepted_at < $3 and kind in (1, 2)
                              order by accepted_at, id limit $5 for update skip locked) m
                          limit $5),
                 forgotten as (delete from message m using old where m.owner = old.owner and m.id = old.id returning m.id)
            select count(*) as looked_at, max(uid) as last, (select count(*) from forgotten) as forgotten from slice""";

    /// In each group from where it came to the last time up to the first that is not old; a group whose next one is not
    /// old costs a look at that one.
    static final String IN_GROUPS = """
            with slice as (select gid, seq from group_forgotten where app = $1 and gid > $2 order by gid limit $4),
                 due as (select s.gid, s.seq from slice s cross join lateral (
                             select accepted_at from group_message where gid = s.gid and seq > 0 and seq > s.seq
                              order by seq limit 1) next
                          where next.accepted_at < $3),
                 old as (select m.gid, m.id, m.seq from due cross join lateral (
                             select *, bool_and(n.accepted_at < $3) over (order by n.seq) as all_old from (
                                 select gid, id, seq, accepted_at from group_message
                                  where gid = due.gid and seq > 0 and seq > due.seq order by seq limit $5) n) m
                          where m.all_old limit $5),
                 forgotten as (update group_message g
                                  set body = null, data = null, properties = null, reactions = null, type = '',
                                      sender_address = '', disappear_at = 0,
                                      deletion = case when g.deletion = 0 then %d else g.deletion end
                                 from old where g.gid = old.gid and g.id = old.id returning g.id),
                 noted as (update group_forgotten f set seq = greatest(f.seq, o.seq)
                             from (select gid, max(seq) as seq from old group by gid) o where f.gid = o.gid)
            select count(*) as looked_at, max(gid) as last, (select count(*) from forgotten) as forgotten from slice""".formatted(Deletion.DISAPPEARED_VALUE);

    private final Pool pool;
    private final Clock clock;
    private final Slices inboxes = new Slices(IN_INBOXES);
    private final Slices groups = new Slices(IN_GROUPS);

    /// How far each app has come with this statement.
    private record Slices(String sql, Map<String, Long> cursors) {
        Slices(String sql) {
            this(sql, new ConcurrentHashMap<>());
        }

        void advance(String app, Row done) {
            if (done.getLong("forgotten") < MOST) {
                cursors.put(app, done.getLong("looked_at") < SLICE ? 0 : done.getLong("last"));
            }
        }
    }

    ForgetMessages(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(
            every = "${kith.history.forget-round}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhenStopping.class)
    Uni<Void> round() {
        return pool.query(APPS)
                .execute()
                .onItem()
                .transformToMulti(apps -> Multi.createFrom().iterable(apps))
                .onItem()
                .transformToUniAndConcatenate(rules -> forget(rules, groups).flatMap(done -> forget(rules, inboxes)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> forget(Row rules, Slices slices) {
        var app = rules.getString("app");
        long before = clock.millis() - rules.getLong("retention_ms");
        return pool.preparedQuery(slices.sql())
                .execute(Tuple.of(app, slices.cursors().getOrDefault(app, 0L), before, SLICE, MOST))
                .map(rows -> rows.iterator().next())
                .invoke(done -> slices.advance(app, done))
                .replaceWithVoid();
    }
}
