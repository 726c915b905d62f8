package dev.kith.messaging.inbox;

import dev.kith.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// The writer's transactions. Blocking, for its own thread.
@ApplicationScoped
class InboxStore {
    private final DataSource database;
    private final Outbox outbox;
    private final Conversations conversations = new Conversations();

    InboxStore(DataSource database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /// What a batch did, or would have done.
    ///
    /// @param committed false: the connection broke at the commit, and only the stored offset tells
    record Stored(InboxChange change, boolean committed) {}

    /// Applies the records and moves the offsets in one transaction, whose first statement is the fence.
    ///
    /// @throws FencedException when one of the claims is no longer ours, or its offset is not the claim's
    Stored store(LogIdentity log, Collection<Claim> claims, List<LogRun> runs) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var applied = applied(connection, log, claims, runs);
            boolean committed = commit(connection);
            if (committed) {
                conversations.remember(applied.noted());
                if (applied.noted().isNews()) {
                    outbox.committed();
                }
            }
            return new Stored(applied.change(), committed);
        }
    }

    private record Applied(InboxChange change, Conversations.Noted noted) {}

    private Applied applied(Connection connection, LogIdentity log, Collection<Claim> claims, List<LogRun> runs)
            throws SQLException {
        try {
            var records = LogRun.records(runs);
            var first = new RoundTrip(connection);
            Fence.pass(first, log.topic(), claims, runs);
            var state = InboxRows.read(first, records);
            first.go();
            var change = InboxBatch.change(state, records);
            var second = new RoundTrip(connection);
            InboxRows.write(second, change);
            second.go();
            return new Applied(change, conversations.note(connection, change));
        } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    /// Takes over these partitions from whoever had them.
    Map<Integer, Claim> takeOver(LogIdentity log, Collection<Integer> partitions) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return Fence.takeOver(connection, log, partitions);
        }
    }

    /// The claims as the store has them.
    ///
    /// @throws FencedException when one of them is no longer ours
    Map<Integer, Claim> confirm(LogIdentity log, Collection<Claim> claims) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return Fence.confirm(connection, log.topic(), claims);
        }
    }

    /// Whether the stored offsets belong to this log.
    boolean belongsTo(LogIdentity log) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return Fence.belongsTo(connection, log);
        }
    }

    private static boolean commit(Connection connection) {
        try {
            connection.commit();
            return true;
        } catch (SQLException unknown) {
            return false;
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            cause.addSuppressed(gone);
        }
    }
}
