package dev.kith.messaging.writer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;

/// Which writer has which partition, and how far it is. Blocking, for the writers' threads.
@ApplicationScoped
public class Claims {
    private final DataSource database;

    Claims(DataSource database) {
        this.database = database;
    }

    /// Takes over these partitions from whoever had them.
    public Map<Integer, Claim> takeOver(LogIdentity log, Collection<Integer> partitions) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return Fence.takeOver(connection, log, partitions);
        }
    }

    /// The claims as the store has them.
    ///
    /// @throws FencedException when one of them is no longer ours
    public Map<Integer, Claim> confirm(LogIdentity log, Collection<Claim> claims) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return Fence.confirm(connection, log.topic(), claims);
        }
    }

    /// Whether the stored offsets belong to this log.
    public boolean belongsTo(LogIdentity log) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return Fence.belongsTo(connection, log);
        }
    }
}
