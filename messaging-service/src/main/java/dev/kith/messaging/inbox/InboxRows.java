package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// A batch's reads and writes, each one statement over arrays however long the batch is.
final class InboxRows {
    // Few statements, for each costs a small batch as much as the rows that it reads. And none that could be planned as
    // anything but a look-up for each key: an "exists" could, by reading all of its table.
    static final String OWNERS = "select k.owner,"
            + " (select h.head from inbox_head h where h.owner = k.owner),"
            + " coalesce((select a.seq from inbox_ack a where a.owner = k.owner), 0),"
            + " coalesce((select p.gone from person p where p.uid = k.owner), false) from unnest(?::bigint[]) as k(owner)";
    static final String ROWS =
            "select k.owner, k.id, m.status, m.changed_seq, m.conflict_seq, m.content_hash, m.disappear, e.status"
                    + " from unnest(?::bigint[], ?::bigint[]) as k(owner, id) left join lateral"
                    + " (select * from message m where m.owner = k.owner and m.id = k.id offset 0) m on true"
                    + " left join lateral"
                    + " (select e.status from early_receipt e where e.owner = k.owner and e.id = k.id offset 0) e on true"
                    + " where m.status is not null or e.status is not null";
    private static final String SET_HEADS = "insert into inbox_head (owner, head)"
            + " select * from unnest(?::bigint[], ?::bigint[])"
            + " on conflict (owner) do update set head = excluded.head";

    private static final String UPDATE =
            "update message m set status = u.status, changed_seq = u.seq, conflict_seq = u.conflict"
                    + " from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[])"
                    + " as u(owner, id, status, seq, conflict) where m.owner = u.owner and m.id = u.id";
    static final String UPDATE_ONE = "update message set status = ?::int, changed_seq = ?::bigint,"
            + " conflict_seq = ?::bigint where owner = ?::bigint and id = ?::bigint";
    private static final String INSERT = "insert into message (owner, id, status, changed_seq, conflict_seq,"
            + " content_hash, peer, peer_address, kind, accepted_at, flags, type, body, data, reply_to, properties,"
            + " expires_at, disappear, first_seq, disappear_at) select u.*, u.seq,"
            + " case when u.disappear & 3 = 1 then u.at + (u.disappear >> 2) * 1000 else 0 end from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[],"
            + " ?::bigint[], ?::text[], ?::int[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::bytea[],"
            + " ?::bigint[], ?::bytea[], ?::bigint[], ?::bigint[]) as u(owner, id, status, seq, conflict, hash, peer,"
            + " address, kind, at, flags, type, body, data, reply, properties, expires, disappear)";
    // Of a group there may be a row, which its next version takes the place of. A message that is there is
    // never written anew: it is no conflict that would be settled, but a fault that must be seen.
    private static final String PUT_GROUPS = INSERT
            + " on conflict (owner, id) do update set changed_seq = excluded.changed_seq,"
            + " content_hash = excluded.content_hash, accepted_at = excluded.accepted_at, data = excluded.data";
    private static final String BEGIN_FADING = "update message m set disappear_at = u.at"
            + " from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as u(owner, id, at)"
            + " where m.owner = u.owner and m.id = u.id and m.disappear_at = 0";
    private static final String KEEP_EARLY = "insert into early_receipt (owner, id, status)"
            + " select * from unnest(?::bigint[], ?::bigint[], ?::int[])"
            + " on conflict (owner, id) do update set status = excluded.status";
    private static final String SPEND_EARLY = "delete from early_receipt e"
            + " using unnest(?::bigint[], ?::bigint[]) as k(owner, id) where e.owner = k.owner and e.id = k.id";

    /// Up to so many rows are updated one by one: each has but one plan, and a plan for all of them costs as much as
    /// updating four.
    private static final int FEW = 4;

    private InboxRows() {}

    /// Has the trip read all that these records name. The state is whole when it has gone.
    static InboxState read(RoundTrip trip, List<InboxRecord> records) {
        if (records.isEmpty()) {
            return InboxState.EMPTY;
        }
        var state = new InboxState(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>(),
                new HashMap<>());
        var owners =
                records.stream().mapToLong(InboxRecord::getOwner).distinct().toArray();
        var keys = List.copyOf(InboxBatch.keys(records));
        trip.add(OWNERS).with(owners).each(row -> owner(row, state));
        keyed(trip, ROWS, keys).each(row -> row(row, state));
        MarkRows.read(trip, records, state.marks());
        return state;
    }

    private static void owner(ResultSet row, InboxState state) throws SQLException {
        long owner = row.getLong(1);
        long head = row.getLong(2);
        if (!row.wasNull()) {
            state.heads().put(owner, head);
            state.acked().put(owner, row.getLong(3));
        }
        if (row.getBoolean(4)) {
            state.gone().add(owner);
        }
    }

    private static void row(ResultSet row, InboxState state) throws SQLException {
        var key = new InboxKey(row.getLong(1), row.getLong(2));
        int status = row.getInt(3);
        if (!row.wasNull()) {
            state.rows().put(key, new InboxRow(status, row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)));
        }
        int early = row.getInt(8);
        if (!row.wasNull()) {
            state.early().put(key, early);
        }
    }

    /// Has the trip write the change.
    static void write(RoundTrip trip, InboxChange change) throws SQLException {
        insert(trip, INSERT, change, inserted -> !inserted.origin().hasGroup());
        insert(trip, PUT_GROUPS, change, inserted -> inserted.origin().hasGroup());
        if (!change.heads().isEmpty()) {
            var owners = List.copyOf(change.heads().keySet());
            trip.add(SET_HEADS)
                    .with(longs(owners, owner -> owner))
                    .with(longs(owners, owner -> change.heads().getOrDefault(owner, 0L)));
        }
        if (!change.early().isEmpty()) {
            var keys = List.copyOf(change.early().keySet());
            keyed(trip, KEEP_EARLY, keys).with(ints(keys, key -> change.early().getOrDefault(key, 0)));
        }
        boolean few = change.updated().size() <= FEW;
        if (few) {
            change.updated()
                    .forEach((key, row) -> trip.add(UPDATE_ONE)
                            .with(row.status())
                            .with(row.changedSeq())
                            .with(row.conflictSeq())
                            .with(key.owner())
                            .with(key.id()));
        }
        if (!few
                || !change.spent().isEmpty()
                || !change.marks().isEmpty()
                || !change.fading().isEmpty()) {
            trip.planAnew();
        }
        if (!few) {
            var rows = List.copyOf(change.updated().values());
            keyed(trip, UPDATE, change.updated().keySet())
                    .with(ints(rows, InboxRow::status))
                    .with(longs(rows, InboxRow::changedSeq))
                    .with(longs(rows, InboxRow::conflictSeq));
        }
        MarkRows.write(trip, change.marks());
        if (!change.fading().isEmpty()) {
            keyed(trip, BEGIN_FADING, change.fading().keySet())
                    .with(longs(List.copyOf(change.fading().values()), at -> at));
        }
        if (!change.spent().isEmpty()) {
            keyed(trip, SPEND_EARLY, change.spent());
        }
    }

    private static void insert(
            RoundTrip trip, String statement, InboxChange change, Predicate<InboxChange.Inserted> which)
            throws SQLException {
        var keys = new ArrayList<InboxKey>();
        var rows = new ArrayList<InboxRow>();
        var contents = new ArrayList<RowContent>();
        change.inserted().forEach((key, inserted) -> {
            if (which.test(inserted)) {
                keys.add(key);
                rows.add(inserted.row());
                contents.add(RowContent.of(inserted.origin()));
            }
        });
        if (rows.isEmpty()) {
            return;
        }
        keyed(trip, statement, keys)
                .with(ints(rows, InboxRow::status))
                .with(longs(rows, InboxRow::changedSeq))
                .with(longs(rows, InboxRow::conflictSeq))
                .with(longs(rows, InboxRow::contentHash))
                .with(longs(contents, RowContent::peer))
                .texts(contents.stream().map(RowContent::peerAddress).toArray(String[]::new))
                .with(ints(contents, RowContent::kind))
                .with(longs(contents, RowContent::at))
                .with(ints(contents, RowContent::flags))
                .texts(contents.stream().map(RowContent::type).toArray(String[]::new))
                .texts(contents.stream().map(RowContent::text).toArray(String[]::new))
                .blobs(contents.stream().map(RowContent::data).toArray(byte[][]::new))
                .with(longs(contents, RowContent::replyTo))
                .blobs(contents.stream().map(RowContent::properties).toArray(byte[][]::new))
                .with(longs(contents, RowContent::expiresAt))
                .with(longs(contents, RowContent::disappear));
    }

    static RoundTrip.Statement keyed(RoundTrip trip, String sql, Collection<InboxKey> keys) {
        var ordered = List.copyOf(keys);
        return trip.add(sql).with(longs(ordered, InboxKey::owner)).with(longs(ordered, InboxKey::id));
    }

    private static <T> long[] longs(List<T> items, ToLongFunction<T> value) {
        return items.stream().mapToLong(value).toArray();
    }

    private static <T> int[] ints(List<T> items, ToIntFunction<T> value) {
        return items.stream().mapToInt(value).toArray();
    }
}
