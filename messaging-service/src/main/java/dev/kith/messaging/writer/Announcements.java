package dev.kith.messaging.writer;

import dev.kith.kit.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What a writer's transaction wants published if, and only if, it commits; see [dev.kith.kit.outbox.Outbox].
public final class Announcements {
    private static final String LEAVE = "insert into outbox (topic, key, value, type)"
            + " select * from unnest(?::text[], ?::bytea[], ?::bytea[], ?::text[])";

    private Announcements() {}

    /// Leaves these events in the transaction of this connection. Whether there are any.
    public static boolean leave(Connection connection, List<Event> events) throws SQLException {
        if (events.isEmpty()) {
            return false;
        }
        try (var insert = connection.prepareStatement(LEAVE)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            events.stream().map(e -> e.topic().topicName()).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", events.stream().map(Event::key).toArray(byte[][]::new)));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", events.stream().map(Event::value).toArray(byte[][]::new)));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text", events.stream().map(Event::type).toArray()));
            insert.executeUpdate();
            return true;
        }
    }
}
