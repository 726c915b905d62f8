package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.messaging.inbox.Mark;
import dev.kith.messaging.inbox.MarkColumns;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the store keeps of changed messages of groups. A batch without a change costs nothing here.
final class GroupMarkRows {
    private static final String READ =
            "select m.gid, m.id, m.revision, m.edit_hash, m.edited_at, m.deletion, m.reactions,"
                    + " m.body_change from unnest(?::bigint[], ?::bigint[]) as k(gid, id)"
                    + " cross join lateral (select * from group_message m where m.gid = k.gid and m.id = k.id offset 0) m";
    // After the messages themselves are written: also those of this batch have theirs.
    private static final String WRITE = "update group_message m set " + MarkColumns.SET
            + ", body_change = u.body_change, last_change = greatest(m.last_change, u.last_change)"
            + " from unnest(?::bigint[], ?::bigint[], " + MarkColumns.ARRAYS + ", ?::bigint[], ?::bigint[])"
            + " as u(gid, id, " + MarkColumns.NAMES + ", body_change, last_change)"
            + " where m.gid = u.gid and m.id = u.id";

    private GroupMarkRows() {}

    /// Has the trip read the marks of all that these records change.
    static void read(RoundTrip trip, List<GroupRecord> records, Map<GroupKey, GroupMark> into) {
        var keys = records.stream()
                .filter(GroupRecord::hasChanged)
                .map(record ->
                        new GroupKey(record.getGroup(), record.getChanged().getId()))
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        trip.add(READ)
                .with(GroupRows.longs(keys, GroupKey::group))
                .with(GroupRows.longs(keys, GroupKey::id))
                .each(row -> into.put(
                        new GroupKey(row.getLong(1), row.getLong(2)),
                        new GroupMark(
                                Mark.stored(
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getInt(6),
                                        row.getBytes(7),
                                        true),
                                row.getLong(8))));
    }

    static void write(RoundTrip trip, Map<GroupKey, GroupMark> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        var keys = List.copyOf(changed.keySet());
        var all = keys.stream().map(changed::get).map(Objects::requireNonNull).toList();
        var marks = all.stream().map(GroupMark::mark).toList();
        var write =
                trip.add(WRITE).with(GroupRows.longs(keys, GroupKey::group)).with(GroupRows.longs(keys, GroupKey::id));
        MarkColumns.with(write, marks)
                .with(GroupRows.longs(all, GroupMark::bodyChange))
                .with(GroupRows.longs(all, GroupMark::lastChange));
    }
}
