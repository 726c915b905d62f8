package dev.kith.messaging.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who may write a partition's records: whoever raised its epoch last.
///
/// The row of the partition is the lock: a writer updates it first, so a take-over waits for a batch that has passed
/// and stops every one that has not.
public final class Fence {
    private static final String PASS = "update consumer_offset c set next_offset = f.nxt"
            + " from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[]) as f(part, epoch, expected, nxt)"
            + " where c.topic = ? and c.part = f.part and c.epoch = f.epoch and c.next_offset = f.expected";
    private static final String HOLD = "update consumer_offset c set epoch = c.epoch"
            + " from unnest(?::int[], ?::bigint[], ?::bigint[]) as f(part, epoch, expected)"
            + " where c.topic = ? and c.part = f.part and c.epoch = f.epoch and c.next_offset = f.expected";
    private static final String TAKE_OVER =
            "insert into consumer_offset as c (topic, part, epoch, next_offset, topic_id, partitions)"
                    + " select ?, p, 1, 0, ?, ? from unnest(?::int[]) as p order by p"
                    + " on conflict (topic, part) do update set epoch = c.epoch + 1"
                    + " returning part, epoch, next_offset";
    private static final String READ =
            "select part, epoch, next_offset from consumer_offset where topic = ? and part = any(?::int[])";
    private static final String STRANGE =
            "select count(*) from consumer_offset where topic = ? and (topic_id <> ? or partitions <> ?)";

    private Fence() {}

    /// Has the runs' partitions moved on, as the first of what this trip does.
    ///
    /// @throws FencedException when the trip goes and a claim is no longer ours, or stands at another offset
    public static <R> void pass(RoundTrip trip, String topic, Collection<Claim> claims, List<LogRun<R>> runs) {
        var statement = claimed(trip.add(PASS), claims, runs);
        check(statement.with(runs.stream().mapToLong(LogRun::next).toArray()).with(topic), topic, runs.size());
    }

    /// Has the runs' partitions held, which stay where they are, until the transaction of the trip ends.
    ///
    /// @throws FencedException when the trip goes and a claim is no longer ours, or stands at another offset
    public static <R> void hold(RoundTrip trip, String topic, Collection<Claim> claims, List<LogRun<R>> runs) {
        check(claimed(trip.add(HOLD), claims, runs).with(topic), topic, runs.size());
    }

    private static <R> RoundTrip.Statement claimed(
            RoundTrip.Statement statement, Collection<Claim> claims, List<LogRun<R>> runs) {
        var byPartition = claims.stream().collect(Collectors.toMap(Claim::partition, Function.identity()));
        var mine = runs.stream().map(run -> claim(byPartition, run)).toList();
        return statement
                .with(mine.stream().mapToInt(Claim::partition).toArray())
                .with(mine.stream().mapToLong(Claim::epoch).toArray())
                .with(mine.stream().mapToLong(Claim::nextOffset).toArray());
    }

    private static void check(RoundTrip.Statement statement, String topic, int expected) {
        statement.counted(passed -> {
            if (passed != expected) {
                throw new FencedException("another writer has taken over a partition of " + topic);
            }
        });
    }

    static Map<Integer, Claim> takeOver(Connection connection, LogIdentity log, Collection<Integer> partitions)
            throws SQLException {
        try (var upsert = connection.prepareStatement(TAKE_OVER)) {
            upsert.setString(1, log.topic());
            upsert.setString(2, log.id());
            upsert.setInt(3, log.partitions());
            upsert.setObject(4, ints(partitions));
            return claims(upsert);
        }
    }

    static Map<Integer, Claim> confirm(Connection connection, String topic, Collection<Claim> claims)
            throws SQLException {
        try (var select = connection.prepareStatement(READ)) {
            select.setString(1, topic);
            select.setObject(2, claims.stream().mapToInt(Claim::partition).toArray());
            var stored = claims(select);
            for (var claim : claims) {
                var now = stored.get(claim.partition());
                if (now == null || now.epoch() != claim.epoch()) {
                    throw new FencedException("another writer has taken over " + topic + "-" + claim.partition());
                }
            }
            return stored;
        }
    }

    static boolean belongsTo(Connection connection, LogIdentity log) throws SQLException {
        try (var select = connection.prepareStatement(STRANGE)) {
            select.setString(1, log.topic());
            select.setString(2, log.id());
            select.setInt(3, log.partitions());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getLong(1) == 0;
            }
        }
    }

    private static Map<Integer, Claim> claims(PreparedStatement statement) throws SQLException {
        var claims = new HashMap<Integer, Claim>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                claims.put(rows.getInt(1), new Claim(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
            }
        }
        return claims;
    }

    private static Claim claim(Map<Integer, Claim> claims, LogRun<?> run) {
        var claim = claims.get(run.partition());
        if (claim == null) {
            throw new FencedException("no claim on partition " + run.partition());
        }
        return claim;
    }

    private static int[] ints(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
