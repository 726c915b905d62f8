package dev.kith.bench.join;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.world.Database;
import dev.kith.bench.world.World;
import dev.kith.local.stack.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rounds, each with another popular number: its new user signs up, every holder is waited for, the user is erased.
final class MeasureJoin {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /// What is doubled comes soon after, by a retry or a second node.
    private static final Duration LONGER = Duration.ofSeconds(2);

    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Tenant tenant;
    private final World world;
    private final Database database;
    private final Progress progress;

    MeasureJoin(Tenant tenant, World world, Database database, Progress progress) {
        this.tenant = tenant;
        this.world = world;
        this.database = database;
        this.progress = progress;
    }

    /// One round.
    ///
    /// @param toldMillis from the request to sign up until the last notice is in the log
    /// @param storedMillis until the last is in an inbox
    /// @param stored how many are
    record Round(int holders, double toldMillis, double storedMillis, long stored, Tally tally) {
        boolean isRight() {
            return tally.isComplete() && tally.doubled() == 0 && tally.strangers() == 0 && stored == holders;
        }
    }

    List<Round> measure(int rounds, NoticeTopic topic) throws SQLException, InterruptedException {
        var measured = new ArrayList<Round>();
        try (var contacts = database.connect(Part.CONTACTS);
                var messaging = database.connect(Part.MESSAGING)) {
            for (int round = 0; round < rounds; round++) {
                var number = world.popular(round);
                var holders = holders(contacts, number);
                progress.step("Round " + (round + 1) + ": somebody signs up whose number " + holders.size() + " hold");
                measured.add(round(number, holders, topic, messaging));
            }
        }
        return measured;
    }

    private Round round(String number, Set<Long> holders, NoticeTopic topic, Connection messaging)
            throws SQLException, InterruptedException {
        topic.skipToEnd();
        var tally = new Tally(holders);
        long begin = System.nanoTime();
        long joiner = tenant.create(number);
        topic.read(joiner, tally, PATIENCE, Duration.ZERO);
        long stored = awaitInboxes(messaging, joiner, holders.size());
        double storedMillis = millis(System.nanoTime() - begin);
        topic.read(joiner, tally, Duration.ZERO, LONGER);
        tenant.erase(joiner);
        return new Round(holders.size(), millis(tally.lastNanos() - begin), storedMillis, stored, tally);
    }

    private Set<Long> holders(Connection contacts, String number) throws SQLException {
        var holders = new HashSet<Long>();
        try (var query = contacts.prepareStatement("select owner from phone_book where digest = ? and not pending")) {
            query.setObject(1, world.digest(number));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    holders.add(rows.getLong(1));
                }
            }
        }
        if (holders.isEmpty()) {
            throw new BenchFailure(ExitCode.NO_STACK, "Nobody holds the number; load a world: ./kith bench world");
        }
        return holders;
    }

    /// Notices as messaging-service stores them.
    private static long awaitInboxes(Connection messaging, long joiner, int holders)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long stored;
        do {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            stored = stored(messaging, joiner);
        } while (stored < holders && System.nanoTime() < deadline);
        return stored;
    }

    private static long stored(Connection messaging, long joiner) throws SQLException {
        try (var query = messaging.prepareStatement("select count(*) from message where kind = 3 and peer = ?")) {
            query.setLong(1, joiner);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
