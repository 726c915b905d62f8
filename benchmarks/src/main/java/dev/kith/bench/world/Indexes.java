package dev.kith.bench.world;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The primary key and the indexes of a table, taken away for a bulk load and made again after it: a sort is many times
/// quicker than keeping an index in order row by row. To be used within one transaction, so that a load that fails
/// leaves the table as it was; nobody else reads or writes it meanwhile.
final class Indexes {
    private final Connection connection;
    private final String table;
    private final List<String> definitions = new ArrayList<>();

    private Indexes(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /// Drops them, remembering what they were.
    static Indexes drop(Connection connection, String table) throws SQLException {
        var indexes = new Indexes(connection, table);
        indexes.dropAll();
        return indexes;
    }

    private void dropAll() throws SQLException {
        var drops = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var keys = statement.executeQuery("select conname, pg_get_constraintdef(oid) from pg_constraint"
                        + " where conrelid = '" + table + "'::regclass and contype in ('p', 'u')")) {
            while (keys.next()) {
                drops.add("alter table %s drop constraint %s".formatted(table, keys.getString(1)));
                definitions.add(
                        "alter table %s add constraint %s %s".formatted(table, keys.getString(1), keys.getString(2)));
            }
        }
        try (var statement = connection.createStatement();
                var rest = statement.executeQuery("select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)"
                        + " from pg_index i where i.indrelid = '" + table + "'::regclass"
                        + " and not exists (select from pg_constraint where conindid = i.indexrelid)")) {
            while (rest.next()) {
                drops.add("drop index " + rest.getString(1));
                definitions.add(rest.getString(2));
            }
        }
        execute(drops);
    }

    /// Makes them as they were.
    void make() throws SQLException {
        // Only for this transaction; what the server has for it by default suits single rows.
        execute(List.of("set local maintenance_work_mem = '1GB'", "set local max_parallel_maintenance_workers = 2"));
        execute(definitions);
    }

    private void execute(List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
