package dev.kith.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a client has left in its directory. */
record Stored(long cursor, List<String> messages, long waiting, long untold) {
    private static final Stored NOTHING = new Stored(0, List.of(), 0, 0);

    static Stored in(Path directory) throws SQLException {
        var file = directory.resolve("kith.db");
        if (Files.notExists(file)) {
            return NOTHING;
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            if (number(statement, "pragma user_version") == 0) {
                return NOTHING;
            }
            var messages = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "select status, message from message where status <> 'DELETED' order by accepted_at, id")) {
                while (rows.next()) {
                    var message = dev.kith.contracts.socket.Message.parseFrom(rows.getBytes(2));
                    messages.add(rows.getString(1) + " " + message.getText());
                }
            } catch (com.google.protobuf.InvalidProtocolBufferException damaged) {
                throw new IllegalStateException(damaged);
            }
            return new Stored(
                    number(statement, "select value from meta where name = 'cursor'"),
                    messages,
                    number(statement, "select count(*) from outbox"),
                    number(statement, "select count(*) from untold"));
        }
    }

    private static long number(java.sql.Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
