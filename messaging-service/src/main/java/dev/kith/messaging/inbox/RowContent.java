package dev.kith.messaging.inbox;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import org.jspecify.annotations.Nullable;

/// The part of a row that never changes, in the form of its columns. A message of a group has the group's number, below
/// 0, as its peer. Of a contact who moved the text is the
/// address until then, and what it replies to is the move.
@SuppressWarnings("ArrayRecordComponent") // from the record to the statement, never compared
public record RowContent(
        long peer,
        String peerAddress,
        int kind,
        long at,
        int flags,
        String type,
        @Nullable String text,
        byte @Nullable [] data,
        long replyTo,
        byte @Nullable [] properties,
        long expiresAt,
        long disappear) {
    static final int SENT = 1;
    static final int RECEIVED = 2;
    static final int JOINED = 3;
    static final int GROUP = 4;

    static final int DELIVERY_RECEIPT = 1;
    static final int READ_RECEIPT = 2;
    static final int FORWARDED = 4;
    static final int REQUEST = 8;
    /// The kind of a call, above the flags.
    static final int CALL_SHIFT = 8;

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
                    null,
                    0,
                    0);
        }
        if (origin.hasGroup()) {
            var group = origin.getGroup();
            return new RowContent(
                    Entries.id(group), "", GROUP, group.getAt(), 0, "", null, group.toByteArray(), 0, null, 0, 0);
        }
        if (origin.hasChanged()) {
            return buried(origin.getChanged());
        }
        return origin.getMessage().getGroup() == 0 ? ofMessage(origin) : ofGroupMessage(origin);
    }

    /// The message itself, as it is kept of all members alike.
    public static RowContent ofGroup(StoredMessage message) {
        return content(message, RECEIVED, -message.getGroup(), message.getSenderAddress());
    }

    /// In an inbox, whose row has no body: the place among the peers is that of the group.
    private static RowContent ofGroupMessage(InboxRecord origin) {
        var message = origin.getMessage();
        boolean sent = origin.getOwner() == message.getSender();
        var bodyless = message.toBuilder().clearBody().clearProperties().build();
        return content(bodyless, sent ? SENT : RECEIVED, -message.getGroup(), sent ? "" : message.getSenderAddress());
    }

    private static RowContent ofMessage(InboxRecord origin) {
        var message = origin.getMessage();
        boolean sent = origin.getOwner() == message.getSender();
        return content(
                message,
                sent ? SENT : RECEIVED,
                sent ? message.getRecipient() : message.getSender(),
                sent ? message.getRecipientAddress() : message.getSenderAddress());
    }

    private static RowContent content(StoredMessage message, int kind, long peer, String peerAddress) {
        return new RowContent(
                peer,
                peerAddress,
                kind,
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
                                .toByteArray(),
                message.getExpiresAt(),
                message.getDisappear());
    }

    /// The place of a message that was deleted before it came.
    private static RowContent buried(ChangedMessage changed) {
        return new RowContent(
                changed.getBy(),
                changed.getByAddress(),
                RECEIVED,
                changed.getAcceptedAt(),
                0,
                "",
                null,
                null,
                0,
                null,
                0,
                0);
    }

    /// When it goes, of a message of a group; 0: it stays.
    public long disappearsAt() {
        return disappear == 0 ? 0 : at + Fading.millis(disappear);
    }

    /// A message with what these flags say.
    public static StoredMessage.Builder flagged(int flags) {
        return StoredMessage.newBuilder()
                .setDeliveryReceipt((flags & DELIVERY_RECEIPT) != 0)
                .setReadReceipt((flags & READ_RECEIPT) != 0)
                .setForwarded((flags & FORWARDED) != 0)
                .setRequest((flags & REQUEST) != 0)
                .setCall(flags >> CALL_SHIFT);
    }

    /// What [#disappearsAt()] came from, of a message of a group.
    public static long disappear(long at, long disappearsAt) {
        return disappearsAt == 0 ? 0 : Fading.afterSending(disappearsAt - at);
    }

    private static int flags(StoredMessage message) {
        return (message.getDeliveryReceipt() ? DELIVERY_RECEIPT : 0)
                | (message.getReadReceipt() ? READ_RECEIPT : 0)
                | (message.getForwarded() ? FORWARDED : 0)
                | (message.getRequest() ? REQUEST : 0)
                | message.getCall() << CALL_SHIFT;
    }
}
