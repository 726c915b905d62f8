package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.messaging.groupinbox.GroupChange.Inserted;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.inbox.ContentHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Works out what a run of log records does to the groups. Pure: state in, change out.
///
/// A message gets the next number of its group, or is refused for good. One that is there already gets no other number,
/// and goes out again as it went the first time: whether that was ever finished, only the inboxes know, and they drop
/// what they have. However a sequence of records is cut into batches, the numbers are the same.
final class GroupBatch {
    private static final int NOT_REFUSED = 0;
    private static final long NO_SEQ = 0;

    private final GroupNow before;
    private final Map<Long, Long> heads = new LinkedHashMap<>();
    private final Map<GroupKey, Inserted> inserted = new LinkedHashMap<>();
    private final List<Outgoing> outgoing = new ArrayList<>();

    private GroupBatch(GroupNow before) {
        this.before = before;
    }

    static GroupChange change(GroupNow before, List<GroupRecord> records) {
        var batch = new GroupBatch(before);
        for (var record : records) {
            if (record.hasMessage()) {
                batch.message(record, record.getMessage());
            }
        }
        return new GroupChange(batch.heads, batch.inserted, batch.outgoing);
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
            outgoing.add(new Outgoing(record.getApp(), message, Outgoing.SENDER_ALONE));
        }
    }

    private GroupRow row(GroupRecord record, StoredMessage message, long hash) {
        var group = before.groups().get(record.getGroup());
        var refusal = refusal(record, message, group);
        if (group == null || refusal != NOT_REFUSED) {
            return new GroupRow(NO_SEQ, refusal, Outgoing.SENDER_ALONE, 0, hash);
        }
        return new GroupRow(next(record.getGroup()), NOT_REFUSED, group.version(), group.members() - 1, hash);
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
        outgoing.add(new Outgoing(record.getApp(), numbered, row.version()));
    }

    private @Nullable GroupRow row(GroupKey key) {
        var fresh = inserted.get(key);
        return fresh != null ? fresh.row() : before.rows().get(key);
    }

    private long next(long group) {
        return heads.merge(group, before.heads().getOrDefault(group, 0L) + 1, (head, first) -> head + 1);
    }
}
