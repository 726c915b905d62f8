package dev.kith.messaging.inbox;

import dev.kith.contracts.event.ChangedGroup;
import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupCounts;
import dev.kith.contracts.event.JoinedContact;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Reaction;
import dev.kith.contracts.socket.StatusChange;

/// Entries as devices see them.
final class Entries {
    /// Below the first block of ids.
    private static final long MOVES = 0xF_FFFF;

    private Entries() {}

    static Entry of(StoredMessage stored, MessageStatus status, long seq) {
        return of(stored, status, Mark.NONE, seq);
    }

    /// A message as it stands after all that became of it.
    static Entry of(StoredMessage stored, MessageStatus status, Mark mark, long seq) {
        var message = Message.newBuilder()
                .setId(stored.getId())
                .setSender(stored.getSenderAddress())
                .setRecipient(stored.getRecipientAddress())
                .setAcceptedAt(stored.getAcceptedAt())
                .setStatus(status)
                .setType(stored.getType())
                .setDeliveryReceipt(stored.getDeliveryReceipt())
                .setReadReceipt(stored.getReadReceipt())
                .setReplyTo(stored.getReplyTo())
                .setForwarded(stored.getForwarded())
                .setGroup(stored.getGroup())
                .setGroupSeq(stored.getGroupSeq())
                .setExpiresAt(stored.getExpiresAt())
                .setCallValue(stored.getCall())
                .setRequest(stored.getRequest())
                .putAllProperties(stored.getPropertiesMap());
        switch (stored.getBodyCase()) {
            case TEXT -> message.setText(stored.getText());
            case DATA -> message.setData(stored.getData());
            case BODY_NOT_SET -> {}
        }
        Fading.told(stored.getDisappear()).ifPresent(message::setDisappear);
        message.setRevision(mark.revision()).setEditedAt(mark.editedAt()).setDeletionValue(mark.deletion());
        mark.reactions().getReactionsList().stream()
                .filter(reaction -> !reaction.getValue().isEmpty())
                .forEach(reaction -> message.addReactions(of(reaction)));
        return Entry.newBuilder().setSeq(seq).setMessage(message).build();
    }

    static Entry of(JoinedContact joined, long seq) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setContactJoined(ContactJoinedEntry.newBuilder()
                        .setUid(joined.getJoiner())
                        .setAddress(joined.getAddress())
                        .setAt(joined.getAt())
                        .setMovedFrom(joined.getMovedFrom())
                        .setMove(joined.getMove()))
                .build();
    }

    static Entry of(ChangedGroup group, long seq) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setGroup(GroupEntry.newBuilder()
                        .setGroup(group.getGroup())
                        .setVersion(group.getVersion())
                        .setRoleValue(group.getRole())
                        .setWhatValue(group.getWhat())
                        .setMuted(group.getMuted())
                        .setAt(group.getAt()))
                .build();
    }

    static Entry of(ChangedMessage changed, long seq) {
        var change = MessageChange.newBuilder().setId(changed.getId()).setAt(changed.getAt());
        switch (changed.getWhatCase()) {
            case EDIT -> change.setEdit(body(changed.getEdit()));
            case DELETION -> change.setDeletionValue(changed.getDeletion());
            case REACTION -> change.setReaction(of(changed.getReaction()));
            case WHAT_NOT_SET -> {}
        }
        return Entry.newBuilder().setSeq(seq).setChange(change).build();
    }

    static Reaction of(MessageReaction reaction) {
        return Reaction.newBuilder()
                .setBy(reaction.getAddress())
                .setValue(reaction.getValue())
                .setRevision(reaction.getRevision())
                .setAt(reaction.getAt())
                .build();
    }

    private static EditedBody.Builder body(MessageEdit edit) {
        var body = EditedBody.newBuilder().setRevision(edit.getRevision());
        switch (edit.getBodyCase()) {
            case TEXT -> body.setText(edit.getText());
            case DATA -> body.setData(edit.getData());
            case BODY_NOT_SET -> {}
        }
        return body;
    }

    static Entry of(GroupCounts counts, int status, long seq) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setStatus(StatusChange.newBuilder()
                        .setId(counts.getId())
                        .setStatusValue(status)
                        .setAt(counts.getAt())
                        .setReceipts(GroupReceipts.newBuilder()
                                .setRecipients(counts.getRecipients())
                                .setDelivered(counts.getDelivered())
                                .setRead(counts.getRead())))
                .build();
    }

    /// A message in a group is delivered, and read, when it is so for all.
    static MessageStatus status(GroupCounts counts) {
        return counts.getRead() >= counts.getRecipients()
                ? MessageStatus.READ
                : counts.getDelivered() >= counts.getRecipients() ? MessageStatus.DELIVERED : MessageStatus.SENT;
    }

    static Entry conflict(long id, long at, long seq) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setStatus(StatusChange.newBuilder()
                        .setId(id)
                        .setStatus(MessageStatus.FAILED_ID_CONFLICT)
                        .setAt(at))
                .build();
    }

    /// The id under which a group is stored, and its place among the peers: below 0, where neither messages nor users
    /// are.
    static long id(ChangedGroup group) {
        return -group.getGroup();
    }

    /// The id under which a contact who joined, or moved, is stored: no message has it, because no device's
    /// block has ids so low.
    static long id(JoinedContact joined) {
        long move = joined.getMove() == 0 ? 0 : 1 + joined.getMove() % MOVES;
        return joined.getJoiner() << Integer.SIZE | move;
    }
}
