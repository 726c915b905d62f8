package dev.kith.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kith.profile.OnTheStack;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What an older version stored is there after the migrations, in a schema of its own.
@QuarkusTest
class MigrationTest extends OnTheStack {
    private static final String SCHEMA = "migrated";

    @Inject
    AgroalDataSource database;

    @Test
    void turnsEachFieldIntoAListOfOneValueAndTellsNobody() throws SQLException {
        migrateTo("1");
        try (var connection = scene.database();
                var statement = connection.createStatement()) {
            statement.execute("insert into " + SCHEMA + ".profile (uid, app, address, version, fields) values"
                    + " (1, 'a', 'ada', 7, '{\"name\": {\"value\": \"Ada\", \"levels\": 2},"
                    + " \"top\": {\"value\": \"\", \"levels\": -2147483648}, \"presence\": {\"levels\": 32}}'),"
                    + " (2, 'a', 'bob', 1, '{}')");
            long stamp = stamp(statement);

            migrateTo("latest");

            assertThat(fields(statement, 1))
                    .isEqualTo(Map.of(
                            "name", Field.of(TextNode.valueOf("Ada"), 1 << 1),
                            "top", Field.of(TextNode.valueOf(""), 1 << 31),
                            "presence", Field.of(null, 1 << 5)));
            assertThat(fields(statement, 2)).isEmpty();
            assertThat(stamp(statement)).isEqualTo(stamp);
            statement.execute("update " + SCHEMA + ".profile set version = 8 where uid = 1");
            assertThat(stamp(statement)).isGreaterThan(stamp);
        }
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .locations("db/kit", "db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private static long stamp(java.sql.Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select changed from " + SCHEMA + ".profile where uid = 1")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<String, Field> fields(java.sql.Statement statement, long uid) throws SQLException {
        try (var rows = statement.executeQuery("select fields from " + SCHEMA + ".profile where uid = " + uid)) {
            rows.next();
            return StoredFields.read(rows.getString(1));
        }
    }
}
