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

    /// Gives it up because of this failure, which stays the one that is told.
    public static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            cause.addSuppressed(gone);
        }
    }
}
