package dev.kith.messaging.inbox;

import dev.kith.contracts.event.ChangedGroup;
import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupCounts;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.JoinedContact;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.StatusChange;
import dev.kith.messaging.inbox.InboxChange.Inserted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Works out what a run of log records does to the inboxes. Pure: state in, change out.
///
/// Every effect gets the next seq of its owner, in the order of the log, and one entry of the live stream; what
/// has no effect (a repeat, a status that is there already) gets none, so seq stays dense. Several records of
/// one row fold into one change of it. However a sequence of records is cut into batches, the rows and seqs are
/// the same.
final class InboxBatch {
    private final InboxState before;
    private final Map<Long, Long> room;
    private final Map<Long, Long> heads = new LinkedHashMap<>();
    private final Map<InboxKey, Inserted> inserted = new LinkedHashMap<>();
    private final Map<InboxKey, InboxRow> updated = new LinkedHashMap<>();
    private final Map<InboxKey, Mark> marks = new LinkedHashMap<>();
    private final Map<InboxKey, Integer> early = new LinkedHashMap<>();
    private final Map<InboxKey, Long> fading = new LinkedHashMap<>();
    private final List<InboxRecord> outcomes = new ArrayList<>();
    private final Set<InboxKey> spent = new HashSet<>();
    private final Map<Long, List<Entry>> entries = new LinkedHashMap<>();
    private final IdentityHashMap<StoredMessage, Long> hashes = new IdentityHashMap<>();

    InboxBatch(InboxState before) {
        this.before = before;
        this.room = new HashMap<>(before.room());
    }

    static InboxChange change(InboxState before, Iterable<InboxRecord> records) {
        var batch = new InboxBatch(before);
        records.forEach(batch::apply);
        return batch.change();
    }

    /// Every row that these records may touch.
    static Set<InboxKey> keys(Iterable<InboxRecord> records) {
        var keys = new HashSet<InboxKey>();
        for (var record : records) {
            switch (record.getWhatCase()) {
                case MESSAGE ->
                    keys.add(new InboxKey(record.getOwner(), record.getMessage().getId()));
                case STATUS ->
                    record.getStatus().getIdsList().forEach(id -> keys.add(new InboxKey(record.getOwner(), id)));
                case JOINED -> keys.add(new InboxKey(record.getOwner(), Entries.id(record.getJoined())));
                case CHANGED ->
                    keys.add(new InboxKey(record.getOwner(), record.getChanged().getId()));
                case GROUP -> keys.add(new InboxKey(record.getOwner(), Entries.id(record.getGroup())));
                case COUNTS ->
                    keys.add(new InboxKey(record.getOwner(), record.getCounts().getId()));
                case WHAT_NOT_SET -> {}
            }
        }
        return keys;
    }

    private void apply(InboxRecord record) {
        if (before.gone().contains(record.getOwner())) {
            return; // nothing comes back into an inbox that was erased
        }
        switch (record.getWhatCase()) {
            case MESSAGE -> message(record, record.getMessage());
            case STATUS -> rise(record.getOwner(), record.getStatus());
            case JOINED -> joined(record, record.getJoined());
            case GROUP -> group(record, record.getGroup());
            case CHANGED -> changed(record, record.getChanged());
            case COUNTS -> counted(record.getOwner(), record.getCounts());
            case WHAT_NOT_SET -> {} // a kind of a newer node; Kafka keeps it for who understands it
        }
    }

    private void message(InboxRecord record, StoredMessage message) {
        var key = new InboxKey(record.getOwner(), message.getId());
        long hash = hash(message);
        var there = row(key);
        if (there == null && isFull(key, message)) {
            refuse(record, message);
        } else if (there == null) {
            var status = own(key) ? sent(message) : received(message);
            long seq = next(key.owner());
            inserted.put(
                    key, new Inserted(new InboxRow(status.getNumber(), seq, 0, hash, message.getDisappear()), record));
            tell(key.owner(), Entries.of(message, status, seq));
            meetEarly(key, message.getAcceptedAt());
        } else if (there.contentHash() != hash && own(key)) {
            // Only the sender is told, and nobody's row changes its content.
            long seq = next(key.owner());
            put(key, there.conflicted(seq));
            tell(key.owner(), Entries.conflict(key.id(), message.getAcceptedAt(), seq));
        }
    }

    /// Only messages between two people: of others in a group nobody could be told.
    private boolean isFull(InboxKey key, StoredMessage message) {
        Long left = room.get(key.owner());
        if (left == null || own(key) || message.getGroup() != 0) {
            return false;
        }
        room.put(key.owner(), left - 1);
        return left <= 0;
    }

    /// It is not stored, and its sender told; but whoever has to ask to be let in is told nothing.
    private void refuse(InboxRecord record, StoredMessage message) {
        if (!message.getRequest()) {
            outcomes.add(InboxRecord.newBuilder()
                    .setOwner(message.getSender())
                    .setApp(record.getApp())
                    .setStatus(StatusRise.newBuilder()
                            .addIds(message.getId())
                            .setStatus(StatusRise.Status.INBOX_FULL)
                            .setAt(message.getAcceptedAt()))
                    .build());
        }
    }

    /// A message of a group is the same object for many owners.
    private long hash(StoredMessage message) {
        return hashes.computeIfAbsent(message, ContentHash::of);
    }

    private static MessageStatus sent(StoredMessage message) {
        var refusal = MessageStatus.forNumber(message.getRefusal());
        return refusal == null || message.getRefusal() == 0 ? MessageStatus.SENT : refusal;
    }

    private void joined(InboxRecord record, JoinedContact joined) {
        var key = new InboxKey(record.getOwner(), Entries.id(joined));
        if (row(key) == null) {
            long seq = next(key.owner());
            inserted.put(key, new Inserted(new InboxRow(0, seq, 0, 0), record));
            tell(key.owner(), Entries.of(joined, seq));
        }
    }

    /// One row for each group, written anew with each of its versions: the hash of its content is the version.
    private void group(InboxRecord record, ChangedGroup group) {
        var key = new InboxKey(record.getOwner(), Entries.id(group));
        var there = row(key);
        if (there == null || there.contentHash() < group.getVersion()) {
            long seq = next(key.owner());
            inserted.put(key, new Inserted(new InboxRow(0, seq, 0, group.getVersion()), record));
            tell(key.owner(), Entries.of(group, seq));
        }
    }

    private void changed(InboxRecord record, ChangedMessage changed) {
        var key = new InboxKey(record.getOwner(), changed.getId());
        var there = row(key);
        if (there == null) {
            if (changed.getGroup() == 0) {
                bury(key, record);
            }
            return;
        }
        var before = marks.getOrDefault(key, this.before.marks().getOrDefault(key, Mark.NONE));
        var after = changed.getGroup() == 0 ? before.after(changed) : before.told(changed);
        after.ifPresent(mark -> {
            long seq = next(key.owner());
            marks.put(key, mark);
            put(key, there.changed(seq));
            tell(key.owner(), Entries.of(changed, seq));
            if (Mark.isOfNobody(mark.deletion()) && !own(key)) {
                outcomes.add(outcome(record, key.id() >>> Integer.SIZE));
            }
        });
    }

    /// What the sender of a message is told that ended before anybody had it.
    private static InboxRecord outcome(InboxRecord end, long sender) {
        var told = InboxRecord.newBuilder().setOwner(sender).setApp(end.getApp());
        var changed = end.getChanged();
        return changed.getDeletion() == Deletion.CANCELLED_VALUE
                ? told.setChanged(changed).build()
                : told.setStatus(StatusRise.newBuilder()
                                .addIds(changed.getId())
                                .setStatus(StatusRise.Status.EXPIRED)
                                .setAt(changed.getAt()))
                        .build();
    }

    /// A message that its sender deleted everywhere before it came here: its place is taken, so it never comes.
    private void bury(InboxKey key, InboxRecord record) {
        var changed = record.getChanged();
        boolean bySender = changed.getBy() == key.id() >>> Integer.SIZE && !own(key);
        if (bySender && changed.getDeletion() == Deletion.FOR_EVERYONE_VALUE) {
            long seq = next(key.owner());
            var row = new InboxRow(MessageStatus.RECEIVED_READ_VALUE, seq, 0, changed.getContentHash());
            inserted.put(key, new Inserted(row, record));
            Mark.NONE.after(changed).ifPresent(mark -> marks.put(key, mark));
            tell(key.owner(), Entries.of(changed, seq));
        }
    }

    private void rise(long owner, StatusRise rise) {
        for (long id : rise.getIdsList()) {
            var key = new InboxKey(owner, id);
            int status = status(key, rise.getStatus());
            if (status != 0) {
                raise(key, status, rise.getAt());
            }
        }
    }

    private void raise(InboxKey key, int status, long at) {
        var there = row(key);
        if (there != null && rises(there.status(), status)) {
            long seq = next(key.owner());
            put(key, there.risen(status, seq));
            if (Fading.beginsWith(there.disappear(), status)) {
                fading.putIfAbsent(key, at + Fading.millis(there.disappear()));
            }
            tell(
                    key.owner(),
                    Entry.newBuilder()
                            .setSeq(seq)
                            .setStatus(StatusChange.newBuilder()
                                    .setId(key.id())
                                    .setStatusValue(status)
                                    .setAt(at))
                            .build());
        } else if (there == null && own(key)) {
            // The sender's own copy is in the log, on its way in another partition: the receipt waits for it.
            early.merge(key, Math.max(status, before.early().getOrDefault(key, 0)), Math::max);
        }
    }

    private static MessageStatus received(StoredMessage message) {
        return message.getCall() == 0 ? MessageStatus.RECEIVED_NEW : MessageStatus.CALL_MISSED;
    }

    /// Nothing expires that somebody has, and a call that was answered stays so.
    private static boolean rises(int from, int to) {
        return switch (to) {
            case MessageStatus.FAILED_EXPIRED_VALUE, MessageStatus.FAILED_INBOX_FULL_VALUE ->
                from == MessageStatus.SENT_VALUE;
            case MessageStatus.CALL_DECLINED_VALUE -> from < MessageStatus.CALL_ANSWERED_VALUE && from != 0;
            default -> from < to && from != 0;
        };
    }

    /// The message is in the same log, before what it has come to.
    private void counted(long owner, GroupCounts counts) {
        var key = new InboxKey(owner, counts.getId());
        var there = row(key);
        if (there == null || there.status() > MessageStatus.READ_VALUE) {
            return;
        }
        int status = Math.max(there.status(), Entries.status(counts).getNumber());
        long seq = next(owner);
        put(key, there.risen(status, seq));
        tell(owner, Entries.of(counts, status, seq));
    }

    private void meetEarly(InboxKey key, long at) {
        Integer waiting = early.remove(key);
        Integer stored = spent.contains(key) ? null : before.early().get(key);
        if (stored != null) {
            spent.add(key);
        }
        int status = Math.max(waiting == null ? 0 : waiting, stored == null ? 0 : stored);
        if (status != 0) {
            raise(key, status, at);
        }
    }

    /// What a rise means for this row: 0 for nothing. Only the sender's own messages can be delivered.
    private static int status(InboxKey key, StatusRise.Status rise) {
        return switch (rise) {
            case DELIVERED -> own(key) ? MessageStatus.DELIVERED_VALUE : 0;
            case ANSWERED -> MessageStatus.CALL_ANSWERED_VALUE;
            case DECLINED -> MessageStatus.CALL_DECLINED_VALUE;
            case EXPIRED -> own(key) ? MessageStatus.FAILED_EXPIRED_VALUE : 0;
            case INBOX_FULL -> own(key) ? MessageStatus.FAILED_INBOX_FULL_VALUE : 0;
            case READ -> own(key) ? MessageStatus.READ_VALUE : MessageStatus.RECEIVED_READ_VALUE;
            case STATUS_UNSPECIFIED, UNRECOGNIZED -> 0;
        };
    }

    private static boolean own(InboxKey key) {
        return key.id() >>> Integer.SIZE == key.owner();
    }

    private @Nullable InboxRow row(InboxKey key) {
        var fresh = inserted.get(key);
        if (fresh != null) {
            return fresh.row();
        }
        var changed = updated.get(key);
        return changed != null ? changed : before.rows().get(key);
    }

    private void put(InboxKey key, InboxRow row) {
        var fresh = inserted.get(key);
        if (fresh != null) {
            inserted.put(key, new Inserted(row, fresh.origin()));
        } else {
            updated.put(key, row);
        }
    }

    private long next(long owner) {
        return heads.merge(owner, before.heads().getOrDefault(owner, 0L) + 1, (head, first) -> head + 1);
    }

    private void tell(long owner, Entry entry) {
        entries.computeIfAbsent(owner, o -> new ArrayList<>()).add(entry);
    }

    private InboxChange change() {
        return new InboxChange(heads, inserted, updated, marks, fading, new HashMap<>(early), spent, outcomes, entries);
    }
}
