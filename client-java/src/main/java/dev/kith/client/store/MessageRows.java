package dev.kith.client.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.client.MessageStatus;
import dev.kith.contracts.socket.Disappearing;
import dev.kith.contracts.socket.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Messages as rows, with their words and their conversation. */
final class MessageRows {
    /** Numbers of one millisecond in {@code words}. */
    private static final int TIES = 20;

    private static final int MOVED_AT_ONCE = 500;

    private final Connected database;
    private final Conversations conversations;
    private final LongSupplier now;

    /** @param conversation 0: this is only the id of a message that was deleted before it came */
    record Stored(MessageStatus status, long conversation, long found, Message message) {
        boolean isDeleted() {
            return status == MessageStatus.DELETED;
        }
    }

    MessageRows(Writer writer, Conversations conversations, LongSupplier now) {
        this.now = now;
        this.database = writer.database();
        this.conversations = conversations;
    }

    Optional<MessageStatus> status(long id) {
        return database.one(
                "select status from message where id = ?", row -> MessageStatus.valueOf(row.getString(1)), id);
    }

    Optional<Stored> find(long id) {
        return database.one(
                "select status, conversation, found, message from message where id = ?", MessageRows::stored, id);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                MessageStatus.valueOf(row.getString(1)), row.getLong(2), row.getLong(3), message(row.getBytes(4)));
    }

    static Message message(byte[] bytes) {
        try {
            return Message.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalStateException("the database has a message that cannot be read", damaged);
        }
    }

    /** As it stands now; another one under this id is replaced. */
    void put(Message message, MessageStatus status, String peer) {
        find(message.getId()).ifPresent(before -> {
            forgetWords(before);
            // The server may word an address in another way: then it is of another conversation.
            conversations.touch(before.conversation);
        });
        long conversation = conversations.number(peer, message.getGroup());
        long found = unusedPlace(message.getAcceptedAt());
        database.update(
                "insert into message (id, conversation, accepted_at, status, found, ends_at, message) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set conversation = excluded.conversation,"
                        + " accepted_at = excluded.accepted_at, status = excluded.status, found = excluded.found,"
                        + " ends_at = coalesce(ends_at, excluded.ends_at),"
                        + " message = excluded.message",
                message.getId(),
                conversation,
                message.getAcceptedAt(),
                status.name(),
                found,
                endOf(message, status, now.getAsLong()),
                message.toByteArray());
        addWords(found, message.getText(), conversation);
        conversations.touch(conversation);
    }

    /** The same message, of the same conversation, as it stands now. */
    void change(Stored before, Message after, MessageStatus status) {
        boolean sameWords = after.getText().equals(before.message.getText())
                && after.getAcceptedAt() == before.message.getAcceptedAt();
        long found = before.found;
        if (!sameWords) {
            forgetWords(before);
            found = unusedPlace(after.getAcceptedAt());
            addWords(found, after.getText(), before.conversation);
        }
        database.update(
                "update message set accepted_at = ?, status = ?, found = ?, message = ? where id = ?",
                after.getAcceptedAt(),
                status.name(),
                found,
                after.toByteArray(),
                after.getId());
        conversations.touch(before.conversation);
    }

    void rise(Stored before, MessageStatus status, long at) {
        database.update(
                "update message set status = ?, ends_at = coalesce(ends_at, ?) where id = ?",
                status.name(),
                endOf(before.message, status, at),
                before.message.getId());
        conversations.touch(before.conversation);
    }

    /** When it goes from this device too; null: it stays, or its time has not begun. */
    private static @Nullable Long endOf(Message message, MessageStatus status, long at) {
        var wish = message.getDisappear();
        return switch (wish.getAfter()) {
            case SENDING -> status == MessageStatus.OUTBOX ? null : end(message.getAcceptedAt(), wish);
            case DELIVERY -> isDelivered(status) ? end(at, wish) : null;
            case READING -> isRead(status) ? end(at, wish) : null;
            case AFTER_UNSPECIFIED, UNRECOGNIZED -> null; // of a newer server, which says when it is over
        };
    }

    private static long end(long from, Disappearing wish) {
        return from + Duration.ofSeconds(wish.getSeconds()).toMillis();
    }

    private static boolean isRead(MessageStatus status) {
        return status == MessageStatus.READ || status == MessageStatus.RECEIVED_READ;
    }

    private static boolean isDelivered(MessageStatus status) {
        return isRead(status) || status == MessageStatus.DELIVERED || status == MessageStatus.RECEIVED_NEW;
    }

    /** Those whose time is over. */
    List<Long> over() {
        return database.all("select id from message where ends_at <= ?", row -> row.getLong(1), now.getAsLong());
    }

    /** Leaves nothing but the id, and nothing to send again. */
    void delete(long id) {
        database.update("delete from outbox where message = ? and failed = 1", id);
        find(id).ifPresent(before -> {
            forgetWords(before);
            conversations.touch(before.conversation);
        });
        database.update(
                "insert into message (id, accepted_at, status, message) values (?, 0, 'DELETED', ?) on conflict (id) do"
                        + " update set status = 'DELETED', found = null, ends_at = null, message = excluded.message",
                id,
                Message.newBuilder().setId(id).build().toByteArray());
    }

    /** Somebody has another address: what was said with the old one goes on with the new one, or joins what was said there. */
    void moved(String from, String to) {
        long source = conversations.existing(from);
        long target = conversations.existing(to);
        if (source == 0 || source == target) {
            return;
        }
        if (target == 0) {
            conversations.rename(source, to);
            return;
        }
        var some = some(source);
        while (!some.isEmpty()) {
            some.forEach(one -> join(one, target));
            some = some(source);
        }
        conversations.drop(source);
        conversations.touch(target);
    }

    private List<Stored> some(long conversation) {
        return database.all(
                "select status, conversation, found, message from message where conversation = ? limit ?",
                MessageRows::stored,
                conversation,
                MOVED_AT_ONCE);
    }

    private void join(Stored one, long target) {
        forgetWords(one);
        if (one.found != 0) {
            addWords(one.found, one.message.getText(), target);
        }
        database.update("update message set conversation = ? where id = ?", target, one.message.getId());
    }

    /** The user deletes it, or cannot. */
    void touch(long id) {
        conversations.touch(database.number("select conversation from message where id = ?", id));
    }

    private void addWords(long found, String text, long conversation) {
        if (!text.isEmpty()) {
            database.update(
                    "insert into words (rowid, text, conversation) values (?, ?, ?)",
                    found,
                    text,
                    Words.tokenOf(conversation));
        }
    }

    private void forgetWords(Stored before) {
        if (before.found != 0) {
            database.update("delete from words where rowid = ?", before.found);
        }
    }

    private long unusedPlace(long acceptedAt) {
        long first = acceptedAt << TIES;
        long last = database.number(
                "select max(found) from message where found between ? and ?", first, first + (1 << TIES) - 1);
        return last == 0 ? first : last + 1;
    }
}
