package dev.kith.messaging.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Statements that go to the store together and are answered together.
///
/// The driver sends several statements in one text without waiting between them, so a batch costs as much waiting as
/// one of its statements. When one fails, those after it are not run.
public final class RoundTrip {
    private static final String PLAN_ANEW = "set local plan_cache_mode = force_custom_plan";

    private final Connection connection;
    private final List<Statement> statements = new ArrayList<>();

    public RoundTrip(Connection connection) {
        this.connection = connection;
    }

    /// Reads what a statement answered.
    public interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    /// One statement; its parameters are set in their order.
    public final class Statement {
        private final String sql;
        private final List<Object> parameters = new ArrayList<>();
        private Reader reader = rows -> {};
        private IntConsumer counter = count -> {};

        private Statement(String sql) {
            this.sql = sql;
        }

        public Statement with(Object parameter) {
            parameters.add(parameter);
            return this;
        }

        public Statement texts(String[] texts) throws SQLException {
            return with(connection.createArrayOf("text", texts));
        }

        public Statement blobs(byte[][] blobs) throws SQLException {
            return with(connection.createArrayOf("bytea", blobs));
        }

        /// Has every row of the answer read.
        public void each(Reader row) {
            reader = rows -> {
                while (rows.next()) {
                    row.read(rows);
                }
            };
        }

        /// Has the number of written rows looked at.
        public void counted(IntConsumer by) {
            counter = by;
        }
    }

    public Statement add(String sql) {
        var statement = new Statement(sql);
        statements.add(statement);
        return statement;
    }

    /// Has what comes after this planned for its own arrays, until the transaction ends.
    ///
    /// Plans are kept otherwise, which is good for a look-up that has but one. A join has more, and one
    /// that was made while its table was empty would read all of it later.
    public void planAnew() {
        add(PLAN_ANEW);
    }

    /// Goes there and back; does nothing when there is nothing to be said.
    public void go() throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        var sql = String.join(";", statements.stream().map(one -> one.sql).toList());
        try (var together = connection.prepareStatement(sql)) {
            int index = 0;
            for (var statement : statements) {
                for (var parameter : statement.parameters) {
                    together.setObject(++index, parameter);
                }
            }
            boolean hasRows = together.execute();
            for (var statement : statements) {
                answer(together, statement, hasRows);
                hasRows = together.getMoreResults();
            }
        }
    }

    private static void answer(PreparedStatement together, Statement statement, boolean hasRows) throws SQLException {
        if (hasRows) {
            statement.reader.read(together.getResultSet());
        } else {
            statement.counter.accept(together.getUpdateCount());
        }
    }
}
