package dev.kith.messaging.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.messaging.writer.RoundTrip;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// How many messages of others an inbox still takes before some device of its owner fetches.
///
/// What was not fetched is at most what lies between the acknowledged seq and the head, and as long as that is
/// below the bound, which is almost ever, nothing is counted. Above it the messages among that are, and then
/// only those that came since the last count. For the writer's thread.
@ApplicationScoped
class InboxRoom {
    private static final int MOST_REMEMBERED = 10_000;
    private static final String COUNT = "select k.owner, (select count(*) from (select from message m"
            + " where m.owner = k.owner and m.changed_seq > k.since and m.first_seq > k.since and m.kind = 2 and m.peer > 0"
            + " and m.deletion = 0 limit ?) one) from unnest(?::bigint[], ?::bigint[]) as k(owner, since)";

    private final Clock clock;
    private final InboxSettings settings;
    private final Cache<Long, Counted> counted =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /// @param head up to which seq they are counted
    /// @param begun when they were counted from the acknowledged seq on, epoch milliseconds
    private record Counted(long head, long messages, long begun) {}

    InboxRoom(Clock clock, InboxSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /// Puts into the state how much room there is, for each owner of whom that may matter to so many records.
    void look(Connection connection, InboxState state, int records) throws SQLException {
        var near = state.heads().entrySet().stream()
                .filter(head -> head.getValue() + records - state.acked().getOrDefault(head.getKey(), 0L)
                        > settings.mostUnfetched())
                .map(Map.Entry::getKey)
                .toList();
        if (near.isEmpty()) {
            return;
        }
        var before = near.stream().map(owner -> before(owner, state)).toList();
        var trip = new RoundTrip(connection);
        trip.planAnew();
        trip.add(COUNT)
                .with(settings.mostUnfetched() + 1)
                .with(near.stream().mapToLong(owner -> owner).toArray())
                .with(before.stream().mapToLong(Counted::head).toArray())
                .each(row -> counted(row.getLong(1), row.getLong(2), near, before, state));
        trip.go();
    }

    private Counted before(long owner, InboxState state) {
        long now = clock.millis();
        var known = counted.getIfPresent(owner);
        return known == null || known.begun() + settings.recount().toMillis() < now
                ? new Counted(state.acked().getOrDefault(owner, 0L), 0, now)
                : known;
    }

    private void counted(long owner, long more, List<Long> near, List<Counted> before, InboxState state) {
        var from = before.get(near.indexOf(owner));
        long messages = from.messages() + more;
        counted.put(owner, new Counted(state.heads().getOrDefault(owner, 0L), messages, from.begun()));
        state.room().put(owner, Math.max(0, settings.mostUnfetched() - messages));
    }
}
