package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// A batch's reads and writes, each one statement over arrays however long the batch is.
final class InboxRows {
    private static final String HEADS = "select owner, head from inbox_head where owner = any(?::bigint[])";
    private static final String GONE = "select uid from person where uid = any(?::bigint[]) and gone";
    private static final String ROWS = "select m.owner, m.id, m.status, m.changed_seq, m.conflict_seq, m.content_hash"
            + " from unnest(?::bigint[], ?::bigint[]) as k(owner, id)"
            + " cross join lateral (select * from message m where m.owner = k.owner and m.id = k.id offset 0) m";
    private static final String EARLY = "select e.owner, e.id, e.status from early_receipt e"
            + " join unnest(?::bigint[], ?::bigint[]) as k(owner, id) on e.owner = k.owner and e.id = k.id";
    private static final String SET_HEADS = "insert into inbox_head (owner, head)"
            + " select * from unnest(?::bigint[], ?::bigint[])"
            + " on conflict (owner) do update set head = excluded.head";
    private static final String UPDATE =
            "update message m set status = u.status, changed_seq = u.seq, conflict_seq = u.conflict"
                    + " from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[])"
                    + " as u(owner, id, status, seq, conflict) where m.owner = u.owner and m.id = u.id";
    private static final String INSERT = "insert into message (owner, id, status, changed_seq, conflict_seq,"
            + " content_hash, peer, peer_address, kind, accepted_at, flags, type, body, data, reply_to, properties)"
            + " select * from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[],"
            + " ?::bigint[], ?::text[], ?::int[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::bytea[],"
            + " ?::bigint[], ?::bytea[])";
    // Of a group there may be a row, which its next version takes the place of. A message that is there is never
    // written
    // anew: it is no conflict that would be settled, but a fault that must be seen.
    private static final String PUT_GROUPS = INSERT
            + " on conflict (owner, id) do update set changed_seq = excluded.changed_seq,"
            + " content_hash = excluded.content_hash, accepted_at = excluded.accepted_at, data = excluded.data";
    private static final String KEEP_EARLY = "insert into early_receipt (owner, id, status)"
            + " select * from unnest(?::bigint[], ?::bigint[], ?::int[])"
            + " on conflict (owner, id) do update set status = excluded.status";
    private static final String SPEND_EARLY = "delete from early_receipt e"
            + " using unnest(?::bigint[], ?::bigint[]) as k(owner, id) where e.owner = k.owner and e.id = k.id";

    private InboxRows() {}

    static InboxState read(Connection connection, List<InboxRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return InboxState.EMPTY;
        }
        var keys = List.copyOf(InboxBatch.keys(records));
        return new InboxState(
                heads(connection, records), rows(connection, keys), early(connection, keys), gone(connection, records));
    }

    static void write(Connection connection, InboxChange change) throws SQLException {
        insert(connection, INSERT, change, inserted -> !inserted.origin().hasGroup());
        insert(connection, PUT_GROUPS, change, inserted -> inserted.origin().hasGroup());
        if (!change.updated().isEmpty()) {
            update(connection, change.updated());
        }
        if (!change.heads().isEmpty()) {
            try (var upsert = connection.prepareStatement(SET_HEADS)) {
                var owners = List.copyOf(change.heads().keySet());
                upsert.setObject(1, longs(owners, owner -> owner));
                upsert.setObject(2, longs(owners, owner -> change.heads().getOrDefault(owner, 0L)));
                upsert.executeUpdate();
            }
        }
        if (!change.early().isEmpty()) {
            try (var upsert = connection.prepareStatement(KEEP_EARLY)) {
                var keys = keys(upsert, change.early().keySet());
                upsert.setObject(3, ints(keys, key -> change.early().getOrDefault(key, 0)));
                upsert.executeUpdate();
            }
        }
        if (!change.spent().isEmpty()) {
            try (var delete = connection.prepareStatement(SPEND_EARLY)) {
                keys(delete, change.spent());
                delete.executeUpdate();
            }
        }
    }

    private static Map<Long, Long> heads(Connection connection, List<InboxRecord> records) throws SQLException {
        var heads = new HashMap<Long, Long>();
        try (var select = connection.prepareStatement(HEADS)) {
            select.setObject(1, owners(records));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    heads.put(rows.getLong(1), rows.getLong(2));
                }
            }
        }
        return heads;
    }

    private static Set<Long> gone(Connection connection, List<InboxRecord> records) throws SQLException {
        var gone = new HashSet<Long>();
        try (var select = connection.prepareStatement(GONE)) {
            select.setObject(1, owners(records));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    gone.add(rows.getLong(1));
                }
            }
        }
        return gone;
    }

    private static long[] owners(List<InboxRecord> records) {
        return records.stream().mapToLong(InboxRecord::getOwner).distinct().toArray();
    }

    private static Map<InboxKey, InboxRow> rows(Connection connection, List<InboxKey> keys) throws SQLException {
        var found = new HashMap<InboxKey, InboxRow>();
        try (var select = connection.prepareStatement(ROWS)) {
            keys(select, keys);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new InboxKey(rows.getLong(1), rows.getLong(2)),
                            new InboxRow(rows.getInt(3), rows.getLong(4), rows.getLong(5), rows.getLong(6)));
                }
            }
        }
        return found;
    }

    private static Map<InboxKey, Integer> early(Connection connection, List<InboxKey> keys) throws SQLException {
        var found = new HashMap<InboxKey, Integer>();
        try (var select = connection.prepareStatement(EARLY)) {
            keys(select, keys);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(new InboxKey(rows.getLong(1), rows.getLong(2)), rows.getInt(3));
                }
            }
        }
        return found;
    }

    private static void update(Connection connection, Map<InboxKey, InboxRow> updated) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            keys(update, updated.keySet());
            var rows = List.copyOf(updated.values());
            update.setObject(3, ints(rows, InboxRow::status));
            update.setObject(4, longs(rows, InboxRow::changedSeq));
            update.setObject(5, longs(rows, InboxRow::conflictSeq));
            update.executeUpdate();
        }
    }

    private static void insert(
            Connection connection, String statement, InboxChange change, Predicate<InboxChange.Inserted> which)
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
        try (var insert = connection.prepareStatement(statement)) {
            keys(insert, keys);
            insert.setObject(3, ints(rows, InboxRow::status));
            insert.setObject(4, longs(rows, InboxRow::changedSeq));
            insert.setObject(5, longs(rows, InboxRow::conflictSeq));
            insert.setObject(6, longs(rows, InboxRow::contentHash));
            insert.setObject(7, longs(contents, RowContent::peer));
            insert.setArray(
                    8,
                    texts(
                            connection,
                            contents.stream().map(RowContent::peerAddress).toArray(String[]::new)));
            insert.setObject(9, ints(contents, RowContent::kind));
            insert.setObject(10, longs(contents, RowContent::at));
            insert.setObject(11, ints(contents, RowContent::flags));
            insert.setArray(
                    12,
                    texts(connection, contents.stream().map(RowContent::type).toArray(String[]::new)));
            insert.setArray(
                    13,
                    texts(connection, contents.stream().map(RowContent::text).toArray(String[]::new)));
            insert.setArray(
                    14,
                    blobs(connection, contents.stream().map(RowContent::data).toArray(byte[][]::new)));
            insert.setObject(15, longs(contents, RowContent::replyTo));
            insert.setArray(
                    16,
                    blobs(
                            connection,
                            contents.stream().map(RowContent::properties).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    private static List<InboxKey> keys(PreparedStatement statement, Collection<InboxKey> keys) throws SQLException {
        var ordered = List.copyOf(keys);
        statement.setObject(1, longs(ordered, InboxKey::owner));
        statement.setObject(2, longs(ordered, InboxKey::id));
        return ordered;
    }

    private static <T> long[] longs(List<T> items, java.util.function.ToLongFunction<T> value) {
        return items.stream().mapToLong(value).toArray();
    }

    private static <T> int[] ints(List<T> items, java.util.function.ToIntFunction<T> value) {
        return items.stream().mapToInt(value).toArray();
    }

    private static Array texts(Connection connection, String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private static Array blobs(Connection connection, byte[][] blobs) throws SQLException {
        return connection.createArrayOf("bytea", blobs);
    }
}
