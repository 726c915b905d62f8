package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/// Fills profile-service's relationships with what the books grant: their owners follow the users in them. In one
/// transaction: all of them or none.
final class LoadRelationships {
    private static final String OURS = " from relationship where owner >= " + Population.LOWEST_UID;

    private final Connection connection;
    private final Progress progress;

    LoadRelationships(Connection connection, Progress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    boolean isLoaded(Books books) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(distinct owner)" + OURS)) {
            row.next();
            return row.getLong(1)
                    == IntStream.range(0, books.count())
                            .filter(book -> books.users(book) > 0)
                            .count();
        }
    }

    void load(Books books) {
        try {
            connection.setAutoCommit(false);
            remove();
            var indexes = Indexes.drop(connection, "relationship");
            // What the trigger would set row by row is given with the rows.
            execute("alter table relationship disable trigger relationship_write");
            copy(books, transaction());
            progress.step("Making the indexes of the relationships");
            execute("alter table relationship enable trigger relationship_write");
            indexes.make();
            connection.commit();
            connection.setAutoCommit(true);
            settle();
        } catch (SQLException | IOException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "Cannot fill the relationships: " + e.getMessage(), e);
        }
    }

    /// Removes those of any run.
    void clean() throws SQLException {
        remove();
        settle();
    }

    private void remove() throws SQLException {
        execute("delete" + OURS);
    }

    private void settle() throws SQLException {
        execute("vacuum (analyze) relationship");
    }

    private long transaction() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void copy(Books books, long transaction) throws SQLException, IOException {
        try (var copy = new BinaryCopy(
                connection, "relationship", List.of("owner", "peer", "book_levels", "book_subscribed", "changed"))) {
            for (int book = 0; book < books.count(); book++) {
                long owner = books.population().uid(books.owner(book));
                for (int person : books.people(book)) {
                    if (person >= 0) {
                        copy.row()
                                .int8(owner)
                                .int8(books.population().uid(person))
                                .int4(LoadBooks.LEVELS)
                                .bool(true)
                                .int8(transaction);
                    }
                }
                progress.at("books loaded", book, books.count());
            }
            copy.finish();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
