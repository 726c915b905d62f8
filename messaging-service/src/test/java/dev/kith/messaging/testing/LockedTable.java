package dev.kith.messaging.testing;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;

/// A table that nobody else reads or writes until it is let go: whoever asks for it waits.
public final class LockedTable implements AutoCloseable {
    private final Connection holding;

    /// Locked on return.
    public LockedTable(String table) {
        try {
            holding = SharedStack.get().database(Part.MESSAGING);
            holding.setAutoCommit(false);
            try (var lock = holding.createStatement()) {
                lock.execute("lock table " + table + " in access exclusive mode");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A second time it does nothing.
    public void letGo() {
        try {
            holding.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            holding.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
