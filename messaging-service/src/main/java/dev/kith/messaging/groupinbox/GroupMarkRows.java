package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.messaging.inbox.Mark;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the store keeps of changed messages of groups. A batch without a change costs nothing here.
final class GroupMarkRows {
    private static final String READ =
            "select m.gid, m.id, m.revision, m.edit_hash, m.edited_at, m.deletion, m.reactions,"
                    + " m.body_change from unnest(?::bigint[], ?::bigint[]) as k(gid, id)"
                    + " cross join lateral (select * from group_message m where m.gid = k.gid and m.id = k.id offset 0) m";
    // After the messages themselves are written: also those of this batch have theirs.
    private static final String WRITE = "update group_message m set revision = u.revision, edit_hash = u.edit_hash,"
            + " edited_at = u.edited_at, deletion = u.deletion, reactions = u.reactions, body_change = u.body_change,"
            + " last_change = greatest(m.last_change, u.last_change),"
            + " body = case when u.deletion <> 0 then null when u.edited then u.body else m.body end,"
            + " data = case when u.deletion <> 0 then null when u.edited then u.data else m.data end,"
            + " type = case when u.deletion <> 0 then '' else m.type end,"
            + " properties = case when u.deletion <> 0 then null else m.properties end"
            + " from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bytea[],"
            + " ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::bytea[]) as u(gid, id,"
            + " revision, edit_hash, edited_at, deletion, reactions, body_change, last_change, edited, body, data) where m.gid = u.gid and m.id = u.id";

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
        var edits = marks.stream()
                .map(mark -> mark.edit().orElse(MessageEdit.getDefaultInstance()))
                .toList();
        trip.add(WRITE)
                .with(GroupRows.longs(keys, GroupKey::group))
                .with(GroupRows.longs(keys, GroupKey::id))
                .with(GroupRows.longs(marks, Mark::revision))
                .with(GroupRows.longs(marks, Mark::editHash))
                .with(GroupRows.longs(marks, Mark::editedAt))
                .with(marks.stream().mapToInt(Mark::deletion).toArray())
                .blobs(marks.stream().map(GroupMarkRows::reactions).toArray(byte[][]::new))
                .with(GroupRows.longs(all, GroupMark::bodyChange))
                .with(GroupRows.longs(all, GroupMark::lastChange))
                .with(marks.stream().map(mark -> mark.edit().isPresent()).toArray(Boolean[]::new))
                .texts(edits.stream()
                        .map(edit -> edit.hasText() ? edit.getText() : null)
                        .toArray(String[]::new))
                .blobs(edits.stream().map(GroupMarkRows::data).toArray(byte[][]::new));
    }

    private static byte @Nullable [] reactions(Mark mark) {
        return mark.reactions().getReactionsCount() == 0
                ? null
                : mark.reactions().toByteArray();
    }

    private static byte @Nullable [] data(MessageEdit edit) {
        return edit.hasData() ? edit.getData().toByteArray() : null;
    }
}
