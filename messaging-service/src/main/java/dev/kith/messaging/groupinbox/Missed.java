package dev.kith.messaging.groupinbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Deletion;
import dev.kith.messaging.groupinbox.GroupChange.Head;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.inbox.Mark;
import dev.kith.messaging.inbox.RowContent;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What members of large groups missed who come back: first the messages, then what became of those that they have. For
/// all who come back it is a statement each, and a bounded part; who missed more is brought the rest in later batches.
final class Missed {
    private static final int MESSAGES = 200;
    private static final int CHANGES = 50;
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    // Numbers are dense, so a page is a range; what is too much is left to a later batch, the first row never.
    static final String SAID = "select * from (select k.nth, m.*, sum(m.size) over (order by k.nth, m.seq) - m.size"
            + " as before, count(*) over () as available from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[])"
            + " as k(nth, gid, seq, up_to) cross join lateral (select m.id, m.seq, m.version, m.deletion, m.sender_address,"
            + " m.accepted_at, m.flags, m.type, m.body, m.data, m.reply_to, m.properties, m.disappear_at,"
            + " 200 + coalesce(octet_length(m.body), 0) + coalesce(octet_length(m.data), 0)"
            + " + coalesce(octet_length(m.properties), 0) as size from group_message m"
            + " where m.gid = k.gid and m.seq > 0 and m.seq > k.seq and m.seq <= k.up_to offset 0) m) q"
            + " where q.before < " + MOST_BYTES + " order by q.nth, q.seq";
    static final String DONE = "select * from (select k.nth, m.*, sum(m.size) over (order by k.nth, m.last_change)"
            + " - m.size as before, count(*) over () as available from unnest(?::int[], ?::bigint[], ?::bigint[])"
            + " as k(nth, gid, changes) cross join lateral (select m.id, m.revision, m.edit_hash, m.edited_at, m.deletion,"
            + " m.reactions, m.body_change, m.last_change, m.body, m.data,"
            + " 200 + coalesce(octet_length(m.body), 0) + coalesce(octet_length(m.data), 0)"
            + " + coalesce(octet_length(m.reactions), 0) as size from group_message m"
            + " where m.gid = k.gid and m.last_change > 0 and m.last_change > k.changes order by m.last_change limit "
            + CHANGES
            + ") m) q"
            + " where q.before < " + MOST_BYTES + " order by q.nth, q.last_change";
    private static final String SINCE = "select m.gid, m.uid, m.since, s.app from unnest(?::bigint[], ?::bigint[])"
            + " as k(gid, uid) join group_member m on m.gid = k.gid and m.uid = k.uid"
            + " join group_state s on s.gid = m.gid";

    private final Connection connection;
    private final Map<Long, Head> heads;
    private final List<Coming> coming = new ArrayList<>();

    /// Somebody who comes back, while it is found out what they missed.
    private static final class Coming {
        final Membership member;
        final List<Said> said = new ArrayList<>();
        long seq;
        long changes;
        boolean isOver;
        long since;
        String app = "";

        Coming(Membership member, Absence absence) {
            this.member = member;
            seq = absence.seq();
            changes = absence.changes();
        }
    }

    /// @param by whose doing it is, for those who do not want to hear of them; 0: everybody hears of it
    private record Said(long by, InboxRecord.Builder what) {}

    private Missed(Connection connection, Map<Long, Head> heads) {
        this.connection = connection;
        this.heads = heads;
    }

    /// The next part for each of them, when the batch is written and so all numbers are given.
    static List<Return> read(Connection connection, Map<Membership, Absence> returning, Map<Long, Head> heads)
            throws SQLException {
        if (returning.isEmpty()) {
            return List.of();
        }
        var missed = new Missed(connection, heads);
        returning.forEach((member, absence) -> missed.coming.add(new Coming(member, absence)));
        missed.members();
        missed.said();
        missed.done();
        return missed.returns();
    }

    private void members() throws SQLException {
        var byMember = new HashMap<Membership, Coming>();
        coming.forEach(one -> byMember.put(one.member, one));
        var trip = new RoundTrip(connection);
        trip.add(SINCE)
                .with(GroupRows.longs(coming, one -> one.member.group()))
                .with(GroupRows.longs(coming, one -> one.member.uid()))
                .each(row -> {
                    var one = byMember.get(new Membership(row.getLong(1), row.getLong(2)));
                    if (one != null) {
                        one.since = row.getLong(3);
                        one.app = row.getString(4);
                    }
                });
        trip.go();
        coming.removeIf(one -> one.app.isEmpty()); // no member any more
    }

    private void said() throws SQLException {
        var upTo = new long[coming.size()];
        var reached = new long[coming.size()];
        for (int i = 0; i < upTo.length; i++) {
            upTo[i] = Math.min(coming.get(i).seq + MESSAGES, head(coming.get(i)).seq());
            reached[i] = coming.get(i).seq;
        }
        var last = new Last();
        var trip = new RoundTrip(connection);
        trip.add(SAID)
                .with(numbers())
                .with(GroupRows.longs(coming, one -> one.member.group()))
                .with(GroupRows.longs(coming, one -> one.seq))
                .with(upTo)
                .each(row -> {
                    int nth = row.getInt("nth");
                    reached[nth] = row.getLong("seq");
                    last.row(nth, row);
                    said(coming.get(nth), row);
                });
        trip.go();
        for (int i = 0; i < upTo.length; i++) {
            coming.get(i).seq = last.isCut(i) ? reached[i] : upTo[i];
        }
    }

    private void said(Coming one, ResultSet row) throws SQLException {
        long sender = row.getLong("id") >>> Integer.SIZE;
        // What they said themselves was brought to them at once.
        if (row.getInt("deletion") == 0 && row.getLong("version") >= one.since && sender != one.member.uid()) {
            one.said.add(new Said(sender, InboxRecord.newBuilder().setMessage(message(one.member.group(), row))));
        }
    }

    private static StoredMessage.Builder message(long group, ResultSet row) throws SQLException {
        var message = RowContent.flagged(row.getInt("flags"))
                .setId(row.getLong("id"))
                .setSender(row.getLong("id") >>> Integer.SIZE)
                .setSenderAddress(row.getString("sender_address"))
                .setAcceptedAt(row.getLong("accepted_at"))
                .setType(row.getString("type"))
                .setReplyTo(row.getLong("reply_to"))
                .setGroup(group)
                .setGroupSeq(row.getLong("seq"))
                .setDisappear(RowContent.disappear(row.getLong("accepted_at"), row.getLong("disappear_at")));
        var text = row.getString("body");
        var data = row.getBytes("data");
        if (text != null) {
            message.setText(text);
        } else if (data != null) {
            message.setData(ByteString.copyFrom(data));
        }
        var properties = row.getBytes("properties");
        if (properties != null) {
            try {
                message.mergeFrom(properties);
            } catch (InvalidProtocolBufferException notOurs) {
                throw new IllegalStateException("properties of a message cannot be read", notOurs);
            }
        }
        return message;
    }

    /// Of those who have all messages by now.
    private void done() throws SQLException {
        var full = new ArrayList<Integer>();
        for (int i = 0; i < coming.size(); i++) {
            if (coming.get(i).seq == head(coming.get(i)).seq()) {
                full.add(i);
            }
        }
        if (full.isEmpty()) {
            return;
        }
        var rows = new HashMap<Integer, Integer>();
        var last = new Last();
        var trip = new RoundTrip(connection);
        trip.add(DONE)
                .with(full.stream().mapToInt(Integer::intValue).toArray())
                .with(GroupRows.longs(full, i -> coming.get(i).member.group()))
                .with(GroupRows.longs(full, i -> coming.get(i).changes))
                .each(row -> {
                    int nth = row.getInt("nth");
                    last.row(nth, row);
                    rows.merge(nth, 1, Integer::sum);
                    done(coming.get(nth), row);
                });
        trip.go();
        for (int nth : full) {
            var one = coming.get(nth);
            one.isOver = !last.isCut(nth) && rows.getOrDefault(nth, 0) < CHANGES;
            one.changes = one.isOver ? head(one).changes() : one.changes;
        }
    }

    private static void done(Coming one, ResultSet row) throws SQLException {
        one.changes = row.getLong("last_change");
        // All of them: an older one may stand behind another message's. The inbox drops what it was told.
        changes(one.member.group(), row).stream()
                .sorted(Comparator.comparingLong(ChangedMessage::getChange))
                .forEach(changed -> one.said.add(new Said(
                        changed.getDeletion() == 0 ? changed.getBy() : 0,
                        InboxRecord.newBuilder().setChanged(changed))));
    }

    private static List<ChangedMessage> changes(long group, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        var author = ChangedMessage.newBuilder().setId(id).setGroup(group).setBy(id >>> Integer.SIZE);
        int deletion = row.getInt("deletion");
        if (deletion != 0) {
            return deletion == Deletion.FOR_EVERYONE_VALUE
                    ? List.of(author.setDeletion(deletion)
                            .setChange(row.getLong("body_change"))
                            .build())
                    : List.of();
        }
        var changes = new ArrayList<ChangedMessage>();
        if (row.getLong("revision") > 0) {
            changes.add(author.setAt(row.getLong("edited_at"))
                    .setChange(row.getLong("body_change"))
                    .setEdit(edit(row))
                    .build());
        }
        var mark = Mark.stored(0, 0, 0, 0, row.getBytes("reactions"), true);
        mark.reactions()
                .getReactionsList()
                .forEach(reaction -> changes.add(ChangedMessage.newBuilder()
                        .setId(id)
                        .setGroup(group)
                        .setBy(reaction.getBy())
                        .setAt(reaction.getAt())
                        .setChange(reaction.getChange())
                        .setReaction(reaction)
                        .build()));
        return changes;
    }

    private static MessageEdit edit(ResultSet row) throws SQLException {
        var edit = MessageEdit.newBuilder().setRevision(row.getLong("revision"));
        var text = row.getString("body");
        var data = row.getBytes("data");
        if (text != null) {
            edit.setText(text);
        } else if (data != null) {
            edit.setData(ByteString.copyFrom(data));
        }
        return edit.build();
    }

    private List<Return> returns() throws SQLException {
        var senders = new HashSet<Membership>();
        coming.forEach(one -> one.said.stream()
                .filter(said -> said.by() != 0)
                .forEach(said -> senders.add(new Membership(one.member.group(), said.by()))));
        var cut = Audiences.cut(connection, senders);
        return coming.stream().map(one -> one(one, cut)).toList();
    }

    private static Return one(Coming one, Map<Membership, Set<Long>> cut) {
        var missed = one.said.stream()
                .filter(said -> !cut.getOrDefault(new Membership(one.member.group(), said.by()), Set.of())
                        .contains(one.member.uid()))
                .map(said ->
                        said.what().setOwner(one.member.uid()).setApp(one.app).build())
                .toList();
        return new Return(one.member, missed, one.seq, one.changes, one.isOver);
    }

    private Head head(Coming one) {
        return heads.getOrDefault(one.member.group(), Head.NONE);
    }

    private int[] numbers() {
        var numbers = new int[coming.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    /// Where the rows of an answer end that is too large: there, and for all after it, something is left.
    private static final class Last {
        private long rows;
        private long available;
        private int nth;

        void row(int newNth, ResultSet row) throws SQLException {
            nth = newNth;
            rows++;
            available = row.getLong("available");
        }

        boolean isCut(int one) {
            return rows < available && one >= nth;
        }
    }
}
