package dev.kith.client.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.client.MessageStatus;
import dev.kith.client.SentMessage;
import dev.kith.client.outbox.Kept;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.Send;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The outbox in the database. A message of it is among the others at once, as one that waits. */
final class KeptOutbox implements Kept {
    private static final String PLACED = "select place, frame from outbox where failed = 0 order by place";

    private final Writer writer;
    private final Connected database;
    private final MessageRows messages;
    private final Meta meta;
    private final LongSupplier now;

    KeptOutbox(Writer writer, MessageRows messages, LongSupplier now) {
        this.writer = writer;
        this.database = writer.database();
        this.messages = messages;
        this.meta = new Meta(database);
        this.now = now;
    }

    @Override
    public List<Waiting> waiting() {
        return database.all(PLACED, KeptOutbox::waiting);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(row.getLong(1), frame(row.getBytes(2)));
    }

    static ClientFrame frame(byte[] bytes) {
        try {
            return ClientFrame.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalStateException("the database has a frame that cannot be read", damaged);
        }
    }

    @Override
    public Collection<Long> read() {
        return database.all("select id from read_mark", row -> row.getLong(1));
    }

    @Override
    public void together(Runnable work) {
        writer.forced(work);
    }

    @Override
    public void onceKept(Runnable step) {
        writer.onceStored(step);
    }

    @Override
    public Optional<Earlier> earlier(Send send) {
        return messages.find(globalId(send))
                .filter(before -> refused(before.message().getId()).isEmpty())
                .map(before -> new Earlier(
                        !before.isDeleted() && saysTheSame(before.message(), shown(send)),
                        new SentMessage(
                                before.message().getId(),
                                Instant.ofEpochMilli(before.message().getAcceptedAt()))));
    }

    private Optional<Long> refused(long message) {
        return database.one(
                "select place from outbox o where message = ? and failed = 1 and not exists"
                        + " (select 1 from outbox d where d.message = o.message and d.deletes = 1)",
                row -> row.getLong(1),
                message);
    }

    private static boolean saysTheSame(Message one, Message other) {
        return one.getRecipient().equals(other.getRecipient())
                && one.getGroup() == other.getGroup()
                && one.getBodyCase() == other.getBodyCase()
                && one.getText().equals(other.getText())
                && one.getData().equals(other.getData())
                && one.getType().equals(other.getType())
                && one.getReplyTo() == other.getReplyTo()
                && one.getPropertiesMap().equals(other.getPropertiesMap());
    }

    @Override
    public long add(ClientFrame frame) {
        var place = new long[1];
        writer.forced(() -> {
            place[0] = database.number(
                    "insert into outbox (message, deletes, frame) values (?, ?, ?) returning place",
                    target(frame),
                    frame.hasDelete() ? 1 : 0,
                    frame.toByteArray());
            if (frame.hasDelete()) {
                messages.touch(target(frame));
            }
            if (frame.getSend().getId() != 0) {
                // One that was refused under this id gives way to it.
                database.update("delete from outbox where message = ? and failed = 1", target(frame));
                show(frame.getSend());
            }
        });
        return place[0];
    }

    private long target(ClientFrame frame) {
        return switch (frame.getFrameCase()) {
            case SEND -> frame.getSend().getId() == 0 ? 0 : globalId(frame.getSend());
            case EDIT -> frame.getEdit().getId();
            case DELETE -> frame.getDelete().getId();
            case REACT -> frame.getReact().getId();
            case CANCEL -> frame.getCancel().getId();
            default -> 0;
        };
    }

    private long globalId(Send send) {
        return meta.number(Meta.UID) << Integer.SIZE | Integer.toUnsignedLong(send.getId());
    }

    private void show(Send send) {
        messages.put(shown(send), MessageStatus.OUTBOX, send.getTo());
    }

    private Message shown(Send send) {
        var message = Message.newBuilder()
                .setId(globalId(send))
                .setRecipient(send.getTo())
                .setGroup(send.getGroup())
                .setAcceptedAt(now.getAsLong())
                .setDeliveryReceipt(send.getDeliveryReceipt())
                .setReadReceipt(send.getReadReceipt())
                .setType(send.getType())
                .setReplyTo(send.getReplyTo())
                .putAllProperties(send.getPropertiesMap())
                .setCall(send.getCall());
        if (send.hasDisappear()) {
            message.setDisappear(send.getDisappear());
        }
        switch (send.getBodyCase()) {
            case TEXT -> message.setText(send.getText());
            case DATA -> message.setData(send.getData());
            case BODY_NOT_SET -> forward(send.getForward(), message);
        }
        return message.build();
    }

    private void forward(long original, Message.Builder copy) {
        copy.setForwarded(original != 0);
        messages.find(original).map(MessageRows.Stored::message).ifPresent(there -> {
            copy.setType(there.getType()).putAllProperties(there.getPropertiesMap());
            if (there.hasText()) {
                copy.setText(there.getText());
            } else if (there.hasData()) {
                copy.setData(there.getData());
            }
        });
    }

    @Override
    public void number(long place, Send message) {
        writer.forced(() -> {
            database.update(
                    "update outbox set message = ?, frame = ? where place = ?",
                    globalId(message),
                    ClientFrame.newBuilder().setSend(message).build().toByteArray(),
                    place);
            show(message);
        });
    }

    @Override
    public void done(long place) {
        writer.together(
                () -> database.one("delete from outbox where place = ? returning message", row -> row.getLong(1), place)
                        .ifPresent(messages::touch));
    }

    @Override
    public void failed(long place) {
        writer.together(() -> database.update("update outbox set failed = 1 where place = ?", place));
    }

    @Override
    public Optional<Waiting> again(int id) {
        var place = refused(globalId(Send.newBuilder().setId(id).build()));
        place.ifPresent(
                one -> writer.forced(() -> database.update("update outbox set failed = 0 where place = ?", one)));
        return place.flatMap(
                one -> database.one("select place, frame from outbox where place = ?", KeptOutbox::waiting, one));
    }

    @Override
    public void addRead(Collection<Long> ids) {
        writer.forced(() -> ids.forEach(id -> database.update("insert or ignore into read_mark (id) values (?)", id)));
    }

    @Override
    public void doneRead(Collection<Long> ids) {
        writer.together(() -> ids.forEach(id -> database.update("delete from read_mark where id = ?", id)));
    }

    @Override
    public void clear() {
        writer.together(() -> {
            database.update("delete from outbox");
            database.update("delete from read_mark");
        });
    }
}
