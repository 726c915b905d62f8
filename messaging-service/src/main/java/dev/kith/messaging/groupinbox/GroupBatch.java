package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.MemberBack;
import dev.kith.contracts.event.MembersAway;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.messaging.groupinbox.GroupChange.Head;
import dev.kith.messaging.groupinbox.GroupChange.Inserted;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.inbox.ContentHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Works out what a run of log records does to the groups. Pure: state in, change out.
///
/// A message gets the next number of its group, or is refused for good. One that is there already gets no other number,
/// and goes out again as it went the first time: whether that was ever finished, only the inboxes know, and they drop
/// what they have. A change of a message needs no order to end alike, but has a number, so that it is told once.
/// However a sequence of records is cut into batches, the numbers are the same.
final class GroupBatch {
    private static final int NOT_REFUSED = 0;
    private static final long NO_SEQ = 0;

    private final GroupNow before;
    private final Map<Long, Head> heads = new LinkedHashMap<>();
    private final Map<GroupKey, Inserted> inserted = new LinkedHashMap<>();
    private final Map<GroupKey, GroupMark> marks = new LinkedHashMap<>();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final Map<Membership, Absence> away = new LinkedHashMap<>();
    private final Set<Membership> back = new LinkedHashSet<>();

    private GroupBatch(GroupNow before) {
        this.before = before;
    }

    static GroupChange change(GroupNow before, List<GroupRecord> records) {
        var batch = new GroupBatch(before);
        for (var record : records) {
            if (record.hasMessage()) {
                batch.message(record, record.getMessage());
            } else if (record.hasChanged()) {
                batch.changed(record, record.getChanged());
            } else if (record.hasAway()) {
                batch.away(record.getGroup(), record.getAway());
            } else if (record.hasBack()) {
                batch.back(record.getGroup(), record.getBack());
            }
        }
        return new GroupChange(batch.heads, batch.inserted, batch.marks, batch.outgoing, batch.away, batch.back);
    }

    private void message(GroupRecord record, StoredMessage message) {
        var key = new GroupKey(record.getGroup(), message.getId());
        long hash = ContentHash.of(message);
        var there = row(key);
        if (there == null) {
            var row = row(record, message, hash);
            inserted.put(key, new Inserted(row, message));
            send(record, message, row);
        } else if (there.contentHash() == hash) {
            send(record, message, there);
        } else {
            // The sender's inbox has the first one, and finds that this is another.
            send(record, message, Outgoing.AUTHOR_ALONE);
        }
    }

    private GroupRow row(GroupRecord record, StoredMessage message, long hash) {
        var group = before.groups().get(record.getGroup());
        var refusal = refusal(record, message, group);
        if (group == null || refusal != NOT_REFUSED) {
            return new GroupRow(NO_SEQ, refusal, Outgoing.AUTHOR_ALONE, 0, hash);
        }
        return new GroupRow(nextSeq(record.getGroup()), NOT_REFUSED, group.version(), group.members() - 1, hash);
    }

    private int refusal(GroupRecord record, StoredMessage message, GroupNow.@Nullable Standing group) {
        var role = before.roles().get(new Membership(record.getGroup(), message.getSender()));
        if (group == null || !group.app().equals(record.getApp()) || role == null) {
            return MessageStatus.FAILED_NOT_A_MEMBER_VALUE;
        }
        return role < group.maySend() ? MessageStatus.FAILED_NOT_ALLOWED_VALUE : NOT_REFUSED;
    }

    private void send(GroupRecord record, StoredMessage message, GroupRow row) {
        var numbered = message.toBuilder()
                .setGroupSeq(row.seq())
                .setRefusal(row.refusal())
                .build();
        send(record, numbered, row.version());
    }

    private void send(GroupRecord record, StoredMessage message, long version) {
        var what = InboxRecord.newBuilder().setApp(record.getApp()).setMessage(message);
        outgoing.add(new Outgoing(what.build(), record.getGroup(), message.getSender(), version));
    }

    /// Goes to those who are in the group now: who left hears of nothing any more, and who came later does not
    /// have the message. One that was made before goes out under its number of then, which the inboxes drop if
    /// they were told.
    private void changed(GroupRecord record, ChangedMessage changed) {
        var key = new GroupKey(record.getGroup(), changed.getId());
        var group = before.groups().get(record.getGroup());
        var row = row(key);
        if (group == null || row == null || row.seq() == NO_SEQ || !mayChange(record, changed, group)) {
            return;
        }
        var mark = marks.getOrDefault(key, before.marks().getOrDefault(key, GroupMark.NONE));
        long next = head(record.getGroup()).changes() + 1;
        var numbered = numbered(changed, record.getGroup(), next);
        var after = mark.after(numbered);
        if (after.isPresent()) {
            marks.put(key, after.get());
            heads.put(record.getGroup(), new Head(head(record.getGroup()).seq(), next));
            tell(record, numbered, group.version());
        } else if (mark.numberOf(changed) != 0) {
            tell(record, numbered(changed, record.getGroup(), mark.numberOf(changed)), group.version());
        }
    }

    /// Only the author gives a message another body; an admin may delete what others wrote. Members react.
    private boolean mayChange(GroupRecord record, ChangedMessage changed, GroupNow.Standing group) {
        var role = before.roles().get(new Membership(record.getGroup(), changed.getBy()));
        if (role == null || !group.app().equals(record.getApp())) {
            return false;
        }
        boolean own = changed.getBy() == changed.getId() >>> Integer.SIZE;
        return switch (changed.getWhatCase()) {
            case EDIT -> own && role >= group.maySend();
            case DELETION ->
                changed.getDeletion() == Deletion.FOR_EVERYONE_VALUE && (own || role >= GroupRole.ADMIN_VALUE);
            case REACTION -> changed.getReaction().getBy() == changed.getBy() && role >= group.mayShow();
            case WHAT_NOT_SET -> false; // of a newer node
        };
    }

    private static ChangedMessage numbered(ChangedMessage changed, long group, long number) {
        var numbered = changed.toBuilder().setGroup(group).setChange(number);
        if (changed.hasReaction()) {
            numbered.getReactionBuilder().setChange(number);
        }
        return numbered.build();
    }

    /// A deletion reaches also those who are not given what its author says.
    private void tell(GroupRecord record, ChangedMessage changed, long version) {
        var what = InboxRecord.newBuilder().setApp(record.getApp()).setChanged(changed);
        long by = changed.getDeletion() == 0 ? changed.getBy() : Outgoing.NOBODY;
        outgoing.add(new Outgoing(what.build(), record.getGroup(), by, version));
    }

    /// Up to here everything is brought to them, whoever does it and however often; after it nothing is.
    private void away(long group, MembersAway members) {
        if (before.groups().containsKey(group)) {
            var absence = new Absence(head(group).seq(), head(group).changes());
            members.getUidsList().forEach(uid -> away.putIfAbsent(new Membership(group, uid), absence));
        }
    }

    private void back(long group, MemberBack members) {
        back.add(new Membership(group, members.getUid()));
        members.getOthersList().forEach(uid -> back.add(new Membership(group, uid)));
    }

    private @Nullable GroupRow row(GroupKey key) {
        var fresh = inserted.get(key);
        return fresh != null ? fresh.row() : before.rows().get(key);
    }

    private long nextSeq(long group) {
        var head = head(group);
        heads.put(group, new Head(head.seq() + 1, head.changes()));
        return head.seq() + 1;
    }

    private Head head(long group) {
        return heads.getOrDefault(group, before.heads().getOrDefault(group, Head.NONE));
    }
}
