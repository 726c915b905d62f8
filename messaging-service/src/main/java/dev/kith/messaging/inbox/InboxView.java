package dev.kith.messaging.inbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.ChangedGroup;
import dev.kith.contracts.event.JoinedContact;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.MessageStatus;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A row as its owner may see it.
///
/// @param firstSeq with which it came; 0: older than that is noted
/// @param changedSeq where it stands in the order of changes
/// @param place where it stands in its conversation
public record InboxView(long firstSeq, long changedSeq, HistoryPlace place, Shape shape, long conflictSeq) {

    private static final int WANTS_RECEIPTS = RowContent.DELIVERY_RECEIPT | RowContent.READ_RECEIPT;

    /// What the row is.
    sealed interface Shape {
        record OfMessage(
                StoredMessage.Builder message,
                boolean sent,
                MessageStatus status,
                Mark mark,
                Optional<GroupReceipts> receipts)
                implements Shape {}

        record OfJoined(JoinedContact joined) implements Shape {}

        record OfGroup(ChangedGroup group) implements Shape {}
    }

    static InboxView of(Row row) {
        var place = new HistoryPlace(row.getLong("accepted_at"), row.getLong("id"));
        return new InboxView(
                row.getLong("first_seq"),
                row.getLong("changed_seq"),
                place,
                shape(row, place),
                row.getLong("conflict_seq"));
    }

    /// The entries that bring a device up to date which has had everything up to `cursor`.
    ///
    /// @param own the owner's address
    public List<Entry> entries(String own, long cursor) {
        var entries = new ArrayList<Entry>(1);
        var entry = entry(own);
        entries.add(
                entry.hasMessage() && firstSeq < changedSeq
                        ? entry.toBuilder().setFirstSeq(firstSeq).build()
                        : entry);
        if (conflictSeq > cursor) {
            entries.add(Entries.conflict(place.id(), place.acceptedAt(), conflictSeq));
        }
        return entries;
    }

    /// The row as one entry.
    public Entry entry(String own) {
        return switch (shape) {
            case Shape.OfJoined of -> Entries.of(of.joined(), changedSeq);
            case Shape.OfGroup of -> Entries.of(of.group(), changedSeq);
            case Shape.OfMessage of -> {
                var message = of.message();
                if (of.sent()) {
                    message.setSenderAddress(own);
                } else if (message.getGroup() == 0) {
                    message.setRecipientAddress(own);
                }
                var entry = Entries.of(message.build(), of.status(), of.mark(), changedSeq);
                yield of.receipts()
                        .map(receipts -> entry.toBuilder()
                                .setMessage(entry.getMessage().toBuilder().setReceipts(receipts))
                                .build())
                        .orElse(entry);
            }
        };
    }

    private static Shape shape(Row row, HistoryPlace place) {
        int kind = row.getInteger("kind");
        if (kind == RowContent.JOINED) {
            return new Shape.OfJoined(JoinedContact.newBuilder()
                    .setJoiner(row.getLong("peer"))
                    .setAddress(row.getString("peer_address"))
                    .setAt(place.acceptedAt())
                    .setMovedFrom(row.getString("body") == null ? "" : row.getString("body"))
                    .setMove(row.getLong("reply_to"))
                    .build());
        }
        if (kind == RowContent.GROUP) {
            return new Shape.OfGroup(group(row));
        }
        boolean sent = kind == RowContent.SENT;
        var status = MessageStatus.forNumber(row.getInteger("status"));
        var mark = mark(row);
        var content = message(row, place, sent);
        // Its end is on its way, and certain; until then it is shown as little as after it. A deadline that has passed
        // is no end: whoever acknowledges the message before the writer comes to it has it.
        if (row.getBoolean("faded")) {
            content.clearBody().clearType().clearProperties();
            mark = mark.ended(Deletion.DISAPPEARED_VALUE);
        }
        return new Shape.OfMessage(
                content,
                sent,
                status == null ? MessageStatus.MESSAGE_STATUS_UNSPECIFIED : status,
                mark,
                sent && row.getLong("group_seq") > 0 && (row.getInteger("flags") & WANTS_RECEIPTS) != 0
                        ? Optional.of(receipts(row))
                        : Optional.empty());
    }

    private static GroupReceipts receipts(Row row) {
        return GroupReceipts.newBuilder()
                .setRecipients(row.getInteger("recipients"))
                .setDelivered(row.getInteger("delivered"))
                .setRead(row.getInteger("read_by"))
                .build();
    }

    private static ChangedGroup group(Row row) {
        try {
            return ChangedGroup.parseFrom(row.getBuffer("data").getBytes());
        } catch (InvalidProtocolBufferException notOurs) {
            throw new IllegalStateException("group " + row.getLong("peer") + " of an inbox cannot be read", notOurs);
        }
    }

    private static Mark mark(Row row) {
        var reactions = row.getBuffer("reactions");
        return Mark.stored(
                row.getLong("revision"),
                0,
                row.getLong("edited_at"),
                row.getInteger("deletion"),
                reactions == null ? null : reactions.getBytes(),
                row.getBoolean("held"));
    }

    static StoredMessage.Builder message(Row row, HistoryPlace place, boolean sent) {
        var message = RowContent.flagged(row.getInteger("flags"))
                .setId(place.id())
                .setAcceptedAt(place.acceptedAt())
                .setType(row.getString("type"))
                .setExpiresAt(row.getLong("expires_at"))
                .setDisappear(row.getLong("disappear"))
                .setReplyTo(row.getLong("reply_to"));
        if (row.getLong("peer") < 0) {
            message.setGroup(-row.getLong("peer")).setGroupSeq(row.getLong("group_seq"));
        }
        if (sent) {
            message.setRecipientAddress(row.getString("peer_address"));
        } else {
            message.setSenderAddress(row.getString("peer_address"));
        }
        var text = row.getString("body");
        var data = row.getBuffer("data");
        if (text != null) {
            message.setText(text);
        } else if (data != null) {
            message.setData(ByteString.copyFrom(data.getBytes()));
        }
        var properties = row.getBuffer("properties");
        if (properties != null) {
            try {
                message.mergeFrom(properties.getBytes());
            } catch (InvalidProtocolBufferException notOurs) {
                throw new IllegalStateException("properties of message " + place.id() + " cannot be read", notOurs);
            }
        }
        return message;
    }
}
