package dev.kith.messaging.writer;

import java.sql.Connection;
import java.sql.SQLException;

/// How a writer's transaction ends.
public final class Transactions {
    private Transactions() {}

    /// Whether it is known to be committed. If not, the connection broke at the commit, and only what is stored tells.
    public static boolean commit(Connection connection) {
        try {
            connection.commit();
            return true;
        } catch (SQLException unknown) {
            return false;
        }
    }

    /// Sends the last of a transaction and its commit together, which saves a wait for the store. For what has
    /// passed the [Fence] in a trip before: what the answers to this one say comes too late to change anything.
    ///
    /// @return whether it is known to be committed. If not, the connection broke under way, and only what is
    /// stored tells
    /// @throws SQLException as the store refused one of its statements; nothing of the transaction is stored
    public static boolean commit(Connection connection, RoundTrip last) throws SQLException {
        last.add("commit");
        try {
            last.go();
            return true;
        } catch (SQLException failure) {
            if (!isOfTheConnection(failure)) {
                throw failure;
            }
            rollBack(connection, failure);
            return false;
        }
    }

    /// Whether the connection or the server ended (SQLSTATE classes 08 and 57), or nobody can say what happened.
    private static boolean isOfTheConnection(SQLException failure) {
        var state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57");
    }

    /// Gives it up because of this failure, which stays the one that is told.
    public static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            cause.addSuppressed(gone);
        }
    }
}
