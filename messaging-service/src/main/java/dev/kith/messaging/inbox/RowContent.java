package dev.kith.messaging.inbox;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import org.jspecify.annotations.Nullable;

/// The part of a row that never changes, in the form of its columns. Of a contact who moved the text is the
/// address until then, and what it replies to is the move.
@SuppressWarnings("ArrayRecordComponent") // from the record to the statement, never compared
record RowContent(
        long peer,
        String peerAddress,
        int kind,
        long at,
        int flags,
        String type,
        @Nullable String text,
        byte @Nullable [] data,
        long replyTo,
        byte @Nullable [] properties) {
    static final int SENT = 1;
    static final int RECEIVED = 2;
    static final int JOINED = 3;
    static final int GROUP = 4;

    static final int DELIVERY_RECEIPT = 1;
    static final int READ_RECEIPT = 2;
    static final int FORWARDED = 4;

    static RowContent of(InboxRecord origin) {
        if (origin.hasJoined()) {
            var joined = origin.getJoined();
            var movedFrom = joined.getMovedFrom().isEmpty() ? null : joined.getMovedFrom();
            return new RowContent(
                    joined.getJoiner(),
                    joined.getAddress(),
                    JOINED,
                    joined.getAt(),
                    0,
                    "",
                    movedFrom,
                    null,
                    joined.getMove(),
                    null);
        }
        if (origin.hasGroup()) {
            var group = origin.getGroup();
            return new RowContent(
                    Entries.id(group), "", GROUP, group.getAt(), 0, "", null, group.toByteArray(), 0, null);
        }
        if (origin.hasChanged()) {
            return buried(origin.getChanged());
        }
        var message = origin.getMessage();
        boolean sent = origin.getOwner() == message.getSender();
        return new RowContent(
                sent ? message.getRecipient() : message.getSender(),
                sent ? message.getRecipientAddress() : message.getSenderAddress(),
                sent ? SENT : RECEIVED,
                message.getAcceptedAt(),
                flags(message),
                message.getType(),
                message.hasText() ? message.getText() : null,
                message.hasData() ? message.getData().toByteArray() : null,
                message.getReplyTo(),
                message.getPropertiesCount() == 0
                        ? null
                        : StoredMessage.newBuilder()
                                .putAllProperties(message.getPropertiesMap())
                                .build()
                                .toByteArray());
    }

    /// The place of a message that was deleted before it came.
    private static RowContent buried(ChangedMessage changed) {
        return new RowContent(
                changed.getBy(), changed.getByAddress(), RECEIVED, changed.getAcceptedAt(), 0, "", null, null, 0, null);
    }

    private static int flags(StoredMessage message) {
        return (message.getDeliveryReceipt() ? DELIVERY_RECEIPT : 0)
                | (message.getReadReceipt() ? READ_RECEIPT : 0)
                | (message.getForwarded() ? FORWARDED : 0);
    }
}
