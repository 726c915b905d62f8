package dev.kith.messaging.rules;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What an app says about the messages of its users, for those who need it with each message: remembered for a few
/// seconds, and read anew at once by the node that hears of a change.
@ApplicationScoped
public class AppRules {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /// There are few apps, and who is over this number is read each time.
    private static final int MOST_REMEMBERED = 10_000;

    private static final String READ =
            "select edit_within_ms, recall_within_ms, expiry_ms from app_rules where app = $1";

    private final Pool pool;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    AppRules(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// Empty: as this service is set.
    ///
    /// @param editWithin for how long after its acceptance a message can be edited
    /// @param recallWithin for how long it can be deleted for both sides
    /// @param expiry how long it waits for a device of its recipient if its sender does not say
    public record Rules(Optional<Duration> editWithin, Optional<Duration> recallWithin, Optional<Duration> expiry) {
        static final Rules USUAL = new Rules(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private record Remembered(Rules rules, Instant until) {}

    public Future<Rules> of(String app) {
        var known = remembered.get(app);
        if (known != null && known.until().isAfter(clock.instant())) {
            return Future.succeededFuture(known.rules());
        }
        return pool.preparedQuery(READ).execute(Tuple.of(app)).map(rows -> {
            var rules = rows.size() == 0 ? Rules.USUAL : rules(rows.iterator().next());
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(app, new Remembered(rules, clock.instant().plus(REMEMBERED)));
            }
            return rules;
        });
    }

    void forget(String app) {
        remembered.remove(app);
    }

    private static Rules rules(Row row) {
        return new Rules(
                duration(row, "edit_within_ms"), duration(row, "recall_within_ms"), duration(row, "expiry_ms"));
    }

    private static Optional<Duration> duration(Row row, String column) {
        return Optional.ofNullable(row.getLong(column)).map(Duration::ofMillis);
    }
}
