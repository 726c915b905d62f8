package dev.kith.messaging.history;

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

/// Deletes, rows and all, what is older than its app lets messages be.
///
/// A round looks at one slice of the users of each app, in the order of their uids, and goes on there the next time; it
/// stays with a slice that has more than a statement takes. Rows that somebody holds are passed over until then, and
/// what two nodes do at once is done once.
@ApplicationScoped
class ForgetMessages {
    /// Users that one statement looks at.
    static final int SLICE = 1_000;

    /// Messages that one statement deletes.
    static final int MOST = 5_000;

    private static final String APPS = "select app, retention_ms from app_rules where retention_ms > 0";
    private static final String FORGET = """
            with slice as (select uid from person where app = $1 and uid > $2 and not gone order by uid limit $4),
                 old as (select m.owner, m.id from slice cross join lateral (
                             select owner, id from message
                              where owner = slice.uid and accepted_at < $3 and kind in (1, 2)
                              order by accepted_at, id limit $5 for update skip locked) m
                          limit $5),
                 forgotten as (delete from message m using old where m.owner = old.owner and m.id = old.id returning m.id)
            select count(*) as looked_at, max(uid) as last, (select count(*) from forgotten) as forgotten from slice""";

    private final Pool pool;
    private final Clock clock;
    private final Map<String, Long> cursors = new ConcurrentHashMap<>();

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
                .transformToUniAndConcatenate(this::forget)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> forget(Row rules) {
        var app = rules.getString("app");
        long before = clock.millis() - rules.getLong("retention_ms");
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(app, cursors.getOrDefault(app, 0L), before, SLICE, MOST))
                .map(rows -> rows.iterator().next())
                .invoke(done -> advance(app, done))
                .replaceWithVoid();
    }

    private void advance(String app, Row done) {
        if (done.getLong("forgotten") < MOST) {
            cursors.put(app, done.getLong("looked_at") < SLICE ? 0 : done.getLong("last"));
        }
    }
}
