package dev.kith.bench.contacts;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.world.Database;
import dev.kith.local.stack.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What goes on after a sync was answered: events leave, profile-service applies them, and its own events leave. A
/// call that is to be timed by itself waits until that is done.
final class Downstream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_AGAIN_MILLIS = 5;

    private final Connection contacts;
    private final Connection profiles;

    Downstream(Database database) {
        contacts = database.connect(Part.CONTACTS);
        profiles = database.connect(Part.PROFILE);
    }

    /// Waits until all that these owners' books have announced so far is applied and passed on.
    void awaitDone(Collection<Long> owners) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            var last = positions(contacts, "select owner, version, part - 1 from book where part > 0 and", owners);
            while (!isDone(last, owners)) {
                if (System.nanoTime() > deadline) {
                    throw new BenchFailure(ExitCode.INCOMPLETE, "The services did not finish their work in time.");
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "The database refused: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", e);
        }
    }

    private boolean isDone(Map<Long, Position> last, Collection<Long> owners) throws SQLException {
        return isEmpty(contacts)
                && positions(profiles, "select owner, version, part from book_applied where", owners)
                        .entrySet()
                        .containsAll(last.entrySet())
                && isEmpty(profiles);
    }

    /// Of an event among those of one book.
    private record Position(long version, int part) {}

    private static Map<Long, Position> positions(Connection connection, String select, Collection<Long> owners)
            throws SQLException {
        var positions = new HashMap<Long, Position>();
        try (var query = connection.prepareStatement(select + " owner = any(?)")) {
            query.setArray(1, connection.createArrayOf("bigint", owners.toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getLong(1), new Position(rows.getLong(2), rows.getInt(3)));
                }
            }
        }
        return positions;
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select not exists (select from outbox)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        contacts.close();
        profiles.close();
    }
}
