package dev.kith.client.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are prepared once. Belongs to one thread. */
final class Connected {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Makes something of the row on which the result stands. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Connected(Connection connection) {
        this.connection = connection;
    }

    int update(String sql, @Nullable Object... values) {
        try {
            return bound(sql, values).executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) {
        try (var result = bound(sql, values).executeQuery()) {
            var all = new ArrayList<T>();
            while (result.next()) {
                all.add(row.read(result));
            }
            return all;
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... values) {
        return all(sql, row, values).stream().findFirst();
    }

    long number(String sql, @Nullable Object... values) {
        return one(sql, row -> row.getLong(1), values).orElse(0L);
    }

    /** What is no query and has no values, such as {@code begin}. */
    void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    // Closed with the connection.
    @SuppressWarnings("StatementNotClosed")
    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        var statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
