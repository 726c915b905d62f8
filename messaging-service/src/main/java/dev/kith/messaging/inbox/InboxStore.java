package dev.kith.messaging.inbox;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.messaging.writer.Announcements;
import dev.kith.messaging.writer.Claim;
import dev.kith.messaging.writer.Fence;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogWork.Stored;
import dev.kith.messaging.writer.RoundTrip;
import dev.kith.messaging.writer.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// The writer's transactions. Blocking, for its own thread.
@ApplicationScoped
class InboxStore {
    private final DataSource database;
    private final Outbox outbox;
    private final InboxRoom room;
    private final Conversations conversations = new Conversations();

    InboxStore(DataSource database, Outbox outbox, InboxRoom room) {
        this.database = database;
        this.outbox = outbox;
        this.room = room;
    }

    /// Applies the records and moves the offsets in one transaction, whose first statement is the fence.
    ///
    /// @throws FencedException when one of the claims is no longer ours, or its offset is not the claim's
    Stored<InboxChange> store(LogIdentity log, Collection<Claim> claims, List<LogRun<InboxRecord>> runs)
            throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var applied = applied(connection, log, claims, runs);
            if (applied.committed()) {
                conversations.remember(applied.noted());
                if (applied.noted().isNews() || !applied.change().outcomes().isEmpty()) {
                    outbox.committed();
                }
            }
            return new Stored<>(applied.change(), applied.committed());
        }
    }

    private record Applied(InboxChange change, Conversations.Noted noted, boolean committed) {}

    private Applied applied(
            Connection connection, LogIdentity log, Collection<Claim> claims, List<LogRun<InboxRecord>> runs)
            throws SQLException {
        try {
            var records = eachOwner(LogRun.records(runs));
            var first = new RoundTrip(connection);
            Fence.pass(first, log.topic(), claims, runs);
            var state = InboxRows.read(first, records);
            first.go();
            room.look(connection, state, records.size());
            var change = InboxBatch.change(state, records);
            Announcements.leave(
                    connection,
                    change.outcomes().stream()
                            .map(outcome -> Event.of(Topic.INBOX, outcome.getOwner(), outcome))
                            .toList());
            Requests.note(connection, change);
            var noted = conversations.note(connection, change);
            var last = new RoundTrip(connection);
            InboxRows.write(last, change);
            return new Applied(change, noted, Transactions.commit(connection, last));
        } catch (SQLException | RuntimeException failure) {
            Transactions.rollBack(connection, failure);
            throw failure;
        }
    }

    /// What a record says to many, said to each.
    private static List<InboxRecord> eachOwner(List<InboxRecord> records) {
        if (records.stream().allMatch(record -> record.getOwnersCount() == 0)) {
            return records;
        }
        var each = new ArrayList<InboxRecord>();
        for (var record : records) {
            if (record.getOwnersCount() == 0) {
                each.add(record);
            } else {
                var one = record.toBuilder().clearOwners();
                record.getOwnersList()
                        .forEach(owner -> each.add(one.setOwner(owner).build()));
            }
        }
        return each;
    }
}
