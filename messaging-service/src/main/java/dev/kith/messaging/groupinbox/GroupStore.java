package dev.kith.messaging.groupinbox;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.log.InboxLog;
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
import java.util.HashMap;
import java.util.List;
import javax.sql.DataSource;

/// Numbers what was said, brings it to the members' inboxes, and only then moves on in the log: whatever ends it in
/// between, the next writer begins with the same records. It finds their numbers and brings them again to the same
/// people, and the inboxes drop what they have. Blocking, for the writer's thread.
@ApplicationScoped
class GroupStore {
    // Members, roles and permissions are those of one moment, however many statements ask.
    private static final String ONE_MOMENT = "set transaction isolation level repeatable read";
    // What is lost of this is done again.
    private static final String WITHOUT_WAITING = "set local synchronous_commit = off";

    private final DataSource database;
    private final Outbox outbox;
    private final FanOut fanOut;
    private final Audiences audiences;

    GroupStore(DataSource database, InboxLog log, Outbox outbox, GroupInboxSettings settings) {
        this.database = database;
        this.outbox = outbox;
        this.fanOut = new FanOut(log, settings.patience().toMillis());
        this.audiences = new Audiences(settings.rememberedMembers());
    }

    /// What has a number, whom it goes to, and whether something was counted.
    record Numbered(GroupChange change, Audiences.Listed audiences, boolean counted) {}

    /// @throws dev.kith.messaging.writer.FencedException when one of the claims is no longer ours
    Stored<GroupChange> store(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs)
            throws SQLException {
        var numbered = number(log, claims, runs);
        fanOut.bring(numbered.change().outgoing(), numbered.audiences());
        return new Stored<>(numbered.change(), moveOn(log, claims, runs, numbered.change()));
    }

    /// Gives the messages their numbers, and counts who has received and read what was said before.
    Numbered number(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var numbered = numbered(connection, log, claims, runs);
                connection.commit();
                audiences.remember(numbered.audiences());
                if (numbered.counted()) {
                    outbox.committed();
                }
                return numbered;
            } catch (SQLException | RuntimeException failure) {
                Transactions.rollBack(connection, failure);
                throw failure;
            }
        }
    }

    private Numbered numbered(
            Connection connection, LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs)
            throws SQLException {
        var records = LogRun.records(runs);
        var first = new RoundTrip(connection);
        first.add(ONE_MOMENT);
        first.planAnew();
        Fence.hold(first, log.topic(), claims, runs);
        var now = GroupRows.read(first, records);
        first.go();
        var change = GroupBatch.change(now, records);
        var second = new RoundTrip(connection);
        GroupRows.write(second, change);
        var counts = new ArrayList<InboxRecord>();
        Progress.count(second, records, counts);
        second.go();
        var told = counts.stream()
                .map(count -> Event.of(Topic.INBOX, count.getOwner(), count))
                .toList();
        return new Numbered(change, audiences.list(connection, now, change), Announcements.leave(connection, told));
    }

    private boolean moveOn(
            LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs, GroupChange change)
            throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var trip = new RoundTrip(connection);
                trip.add(WITHOUT_WAITING);
                trip.planAnew();
                Fence.pass(trip, log.topic(), claims, runs);
                var newest = newest(change);
                if (!newest.isEmpty()) {
                    Audiences.forget(trip, newest);
                }
                trip.go();
                return Transactions.commit(connection);
            } catch (SQLException | RuntimeException failure) {
                Transactions.rollBack(connection, failure);
                throw failure;
            }
        }
    }

    private static Collection<Audience> newest(GroupChange change) {
        var newest = new HashMap<Long, Audience>();
        for (var outgoing : change.outgoing()) {
            long group = outgoing.group();
            if (outgoing.version() != Outgoing.AUTHOR_ALONE) {
                newest.merge(
                        group,
                        new Audience(group, outgoing.version()),
                        (one, other) -> one.version() > other.version() ? one : other);
            }
        }
        return newest.values();
    }
}
