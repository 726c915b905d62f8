package dev.kith.messaging.groupinbox;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.messaging.groupinbox.GroupChange.Head;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Numbers what was said, brings it to the members' inboxes, and only then moves on in the log: whatever ends it in
/// between, the next writer begins with the same records. It finds their numbers and brings them again to the same
/// people, and the inboxes drop what they have. Blocking, for the writer's thread.
@ApplicationScoped
class GroupStore {
    // Members, roles and permissions are those of one moment, however many statements ask.
    private static final String ONE_MOMENT = "set transaction isolation level repeatable read";
    // Whoever leaves the group just when they are found away, or takes over, makes the transaction fail. A later moment
    // has what they did. So many in a row are no chance, and the batch is left to those who wait for the store.
    private static final int MOST_MOMENTS = 20;
    // What is lost of this is done again.
    private static final String WITHOUT_WAITING = "set local synchronous_commit = off";

    /// Of those who come back in one batch; the others wait for the next.
    private static final int MOST_RETURNS = 50;

    private final DataSource database;
    private final Outbox outbox;
    private final FanOut fanOut;
    private final Audiences audiences;
    private final Absences absences;

    GroupStore(DataSource database, InboxLog log, Outbox outbox, GroupInboxSettings settings) {
        this.database = database;
        this.outbox = outbox;
        this.fanOut = new FanOut(log, settings.patience().toMillis());
        this.audiences = new Audiences(settings.rememberedMembers());
        this.absences = new Absences(settings.rememberedMembers());
    }

    /// What has a number, whom it goes to, what those are brought who came back, who of these waits for more, and
    /// whether something was counted.
    record Numbered(
            GroupChange change,
            Audiences.Listed audiences,
            List<Return> returns,
            List<Membership> waiting,
            boolean counted) {}

    /// @throws dev.kith.messaging.writer.FencedException when one of the claims is no longer ours
    Stored<GroupChange> store(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs)
            throws SQLException {
        var numbered = number(log, claims, runs);
        fanOut.bring(numbered.change().outgoing(), numbered.audiences(), numbered.returns());
        fanOut.again(numbered.waiting());
        return new Stored<>(numbered.change(), moveOn(log, claims, runs, numbered));
    }

    /// Gives the messages their numbers, and counts who has received and read what was said before.
    Numbered number(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return numberAtOneMoment(log, claims, runs);
            } catch (SQLException failure) {
                if (!hasMoved(failure) || attempt == MOST_MOMENTS) {
                    throw failure;
                }
            }
        }
    }

    /// Whether what the transaction depends on was changed after its moment (SQLSTATE 40001, serialization failure).
    private static boolean hasMoved(SQLException failure) {
        return "40001".equals(failure.getSQLState());
    }

    private Numbered numberAtOneMoment(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs)
            throws SQLException {
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
        var away = absences.of(connection, now, change);
        var second = new RoundTrip(connection);
        GroupRows.write(second, change);
        var counts = new ArrayList<InboxRecord>();
        Progress.count(second, records, counts);
        Absences.keep(second, change.away());
        second.go();
        var told = counts.stream()
                .map(count -> Event.of(Topic.INBOX, count.getOwner(), count))
                .toList();
        var returning = Absences.returning(change.back(), away);
        var returns = Missed.read(connection, firstOf(returning), heads(now, change));
        return new Numbered(
                change,
                audiences.list(connection, now, change, away),
                returns,
                waiting(returning.keySet(), returns),
                Announcements.leave(connection, told));
    }

    private static Map<Membership, Absence> firstOf(Map<Membership, Absence> returning) {
        return returning.entrySet().stream()
                .limit(MOST_RETURNS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Long, Head> heads(GroupNow now, GroupChange change) {
        var heads = new HashMap<>(now.heads());
        heads.putAll(change.heads());
        return heads;
    }

    private static List<Membership> waiting(Set<Membership> returning, List<Return> returns) {
        var waiting = new HashSet<>(returning);
        returns.stream().filter(Return::isOver).map(Return::member).forEach(waiting::remove);
        return List.copyOf(waiting);
    }

    private boolean moveOn(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs, Numbered numbered)
            throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var trip = new RoundTrip(connection);
                if (numbered.returns().isEmpty()) {
                    trip.add(WITHOUT_WAITING); // who is away must not become something else under a number of before
                }
                trip.planAnew();
                Fence.pass(trip, log.topic(), claims, runs);
                Absences.settle(trip, numbered.returns());
                var newest = newest(numbered.change());
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
