package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.messaging.groupinbox.GroupChange.Head;
import dev.kith.messaging.groupinbox.GroupChange.Inserted;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.groupinbox.GroupNow.Standing;
import dev.kith.messaging.inbox.RowContent;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// What a batch of groups' records reads and writes, each one statement over arrays however long the batch is.
final class GroupRows {
    private static final String GROUPS = "select g.gid, g.app, g.version, g.members, g.may_send, g.may_see"
            + " from unnest(?::bigint[]) as k(gid)"
            + " cross join lateral (select * from group_state g where g.gid = k.gid offset 0) g";
    private static final String HEADS = "select h.gid, h.head, h.changes, h.absences from unnest(?::bigint[]) as k(gid)"
            + " cross join lateral (select * from group_head h where h.gid = k.gid offset 0) h";
    private static final String ROWS = "select m.gid, m.id, m.seq, m.refusal, m.version, m.recipients, m.content_hash"
            + " from unnest(?::bigint[], ?::bigint[]) as k(gid, id)"
            + " cross join lateral (select * from group_message m where m.gid = k.gid and m.id = k.id offset 0) m";
    private static final String ROLES =
            "select m.gid, m.uid, m.role from unnest(?::bigint[], ?::bigint[]) as k(gid, uid)"
                    + " cross join lateral (select * from group_member m where m.gid = k.gid and m.uid = k.uid offset 0) m";
    private static final String INSERT = "insert into group_message (gid, id, seq, refusal, version, recipients,"
            + " content_hash, sender_address, accepted_at, flags, type, body, data, reply_to, properties, disappear_at)"
            + " select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::int[], ?::bigint[],"
            + " ?::text[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::bytea[], ?::bigint[], ?::bytea[], ?::bigint[])";
    private static final String SET_HEADS = "insert into group_head (gid, head, changes)"
            + " select * from unnest(?::bigint[], ?::bigint[], ?::bigint[])"
            + " on conflict (gid) do update set head = excluded.head, changes = excluded.changes";

    private GroupRows() {}

    /// Has the trip read all that these records name. The state is whole when it has gone.
    static GroupNow read(RoundTrip trip, List<GroupRecord> records) {
        var now = new GroupNow(
                new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        var said = records.stream()
                .filter(record -> record.hasMessage() || record.hasChanged())
                .toList();
        var groups = records.stream()
                .filter(record -> !record.hasProgress())
                .mapToLong(GroupRecord::getGroup)
                .distinct()
                .toArray();
        if (groups.length == 0) {
            return now;
        }
        var keys = said.stream().map(GroupRows::key).distinct().toList();
        var authors = said.stream().map(GroupRows::author).distinct().toList();
        trip.add(GROUPS)
                .with(groups)
                .each(row -> now.groups()
                        .put(
                                row.getLong(1),
                                new Standing(
                                        row.getString(2),
                                        row.getLong(3),
                                        row.getInt(4),
                                        row.getInt(5),
                                        row.getInt(6))));
        trip.add(HEADS).with(groups).each(row -> {
            now.heads().put(row.getLong(1), new Head(row.getLong(2), row.getLong(3)));
            now.absences().put(row.getLong(1), row.getLong(4));
        });
        if (said.isEmpty()) {
            return now;
        }
        trip.add(ROWS)
                .with(longs(keys, GroupKey::group))
                .with(longs(keys, GroupKey::id))
                .each(row -> now.rows()
                        .put(
                                new GroupKey(row.getLong(1), row.getLong(2)),
                                new GroupRow(
                                        row.getLong(3), row.getInt(4), row.getLong(5), row.getInt(6), row.getLong(7))));
        trip.add(ROLES)
                .with(longs(authors, Membership::group))
                .with(longs(authors, Membership::uid))
                .each(row -> now.roles().put(new Membership(row.getLong(1), row.getLong(2)), row.getInt(3)));
        GroupMarkRows.read(trip, said, now.marks());
        return now;
    }

    private static GroupKey key(GroupRecord record) {
        return new GroupKey(
                record.getGroup(),
                record.hasMessage()
                        ? record.getMessage().getId()
                        : record.getChanged().getId());
    }

    private static Membership author(GroupRecord record) {
        return new Membership(
                record.getGroup(),
                record.hasMessage()
                        ? record.getMessage().getSender()
                        : record.getChanged().getBy());
    }

    /// Has the trip write the change.
    static void write(RoundTrip trip, GroupChange change) throws SQLException {
        insert(trip, change);
        GroupMarkRows.write(trip, change.marks());
        if (!change.heads().isEmpty()) {
            var groups = List.copyOf(change.heads().keySet());
            var heads = List.copyOf(change.heads().values());
            trip.add(SET_HEADS)
                    .with(longs(groups, group -> group))
                    .with(longs(heads, Head::seq))
                    .with(longs(heads, Head::changes));
        }
    }

    private static void insert(RoundTrip trip, GroupChange change) throws SQLException {
        if (change.inserted().isEmpty()) {
            return;
        }
        var keys = List.copyOf(change.inserted().keySet());
        var rows = change.inserted().values().stream().map(Inserted::row).toList();
        var messages =
                change.inserted().values().stream().map(Inserted::message).toList();
        var contents = new ArrayList<RowContent>(messages.size());
        messages.forEach(message -> contents.add(RowContent.ofGroup(message)));
        trip.add(INSERT)
                .with(longs(keys, GroupKey::group))
                .with(longs(keys, GroupKey::id))
                .with(longs(rows, GroupRow::seq))
                .with(ints(rows, GroupRow::refusal))
                .with(longs(rows, GroupRow::version))
                .with(ints(rows, GroupRow::recipients))
                .with(longs(rows, GroupRow::contentHash))
                .texts(messages.stream().map(StoredMessage::getSenderAddress).toArray(String[]::new))
                .with(longs(contents, RowContent::at))
                .with(ints(contents, RowContent::flags))
                .texts(contents.stream().map(RowContent::type).toArray(String[]::new))
                .texts(contents.stream().map(RowContent::text).toArray(String[]::new))
                .blobs(contents.stream().map(RowContent::data).toArray(byte[][]::new))
                .with(longs(contents, RowContent::replyTo))
                .blobs(contents.stream().map(RowContent::properties).toArray(byte[][]::new))
                .with(longs(contents, RowContent::disappearsAt));
    }

    static <T> long[] longs(List<T> items, ToLongFunction<T> value) {
        return items.stream().mapToLong(value).toArray();
    }

    private static <T> int[] ints(List<T> items, ToIntFunction<T> value) {
        return items.stream().mapToInt(value).toArray();
    }
}
