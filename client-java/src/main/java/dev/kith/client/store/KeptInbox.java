package dev.kith.client.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.client.MessageStatus;
import dev.kith.client.inbox.Notices;
import dev.kith.client.inbox.Receipts;
import dev.kith.client.inbox.Store;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.Reaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The inbox in the database. */
final class KeptInbox implements Store {
    /** Versions of groups are kept as notices, below all ids. */
    private static final long GROUPS = Long.MIN_VALUE;

    private final Writer writer;
    private final Connected database;
    private final Meta meta;
    private final Conversations conversations;
    private final MessageRows messages;
    private final Runnable close;
    private long uid;
    private long lastToTell;
    private volatile long cursor;
    private long began;

    KeptInbox(Writer writer, Conversations conversations, MessageRows messages, Runnable close) {
        this.writer = writer;
        this.database = writer.database();
        this.meta = new Meta(database);
        this.conversations = conversations;
        this.messages = messages;
        this.close = close;
        writer.afterUndo(this::recall);
        recall();
    }

    private void recall() {
        uid = meta.number(Meta.UID);
        cursor = meta.number(Meta.CURSOR);
        began = meta.number(Meta.PARTIAL);
        lastToTell = database.number("select max(place) from untold");
    }

    @Override
    public long owner() {
        return uid;
    }

    @Override
    public void owner(long newUid) {
        if (uid == newUid) {
            return;
        }
        writer.together(() -> {
            if (uid != 0) {
                forgetAll();
            }
            meta.set(Meta.UID, newUid);
        });
        recall();
    }

    private void forgetAll() {
        for (var table : List.of(
                "meta",
                "conversation",
                "message",
                "words",
                "untold",
                "notice",
                "outbox",
                "read_mark",
                "waiting_file",
                "upload",
                "known",
                "contact")) {
            database.update("delete from " + table);
        }
        conversations.forget();
    }

    @Override
    public void together(Runnable work) {
        writer.together(work);
    }

    @Override
    public void onceStored(Runnable step) {
        writer.onceStored(step);
    }

    @Override
    public long cursor() {
        return cursor;
    }

    @Override
    public void cursor(long seq) {
        writer.together(() -> meta.set(Meta.CURSOR, seq));
        cursor = seq;
    }

    @Override
    public void beginAt(long seq) {
        writer.together(() -> {
            meta.set(Meta.PARTIAL, seq);
            cursor(seq);
        });
        began = seq;
    }

    @Override
    public long began() {
        return began;
    }

    @Override
    public Optional<MessageStatus> status(long messageId) {
        return messages.status(messageId);
    }

    @Override
    public void status(long messageId, MessageStatus status, long at) {
        writer.together(() -> messages.find(messageId).ifPresent(before -> {
            if (before.status() == MessageStatus.OUTBOX && status == MessageStatus.SENT) {
                messages.change(
                        before, before.message().toBuilder().setAcceptedAt(at).build(), status);
            } else {
                messages.rise(before, status, at);
            }
        }));
    }

    @Override
    public void message(Message message, MessageStatus status) {
        boolean received = message.getId() >>> Integer.SIZE != uid;
        var peer = message.getGroup() != 0 ? "" : received ? message.getSender() : message.getRecipient();
        writer.together(() -> messages.put(message, status, peer));
    }

    @Override
    public boolean change(MessageChange change) {
        var found = messages.find(change.getId()).filter(before -> !before.isDeleted());
        var changed = found.flatMap(before -> changed(before.message(), change));
        changed.ifPresent(after -> writer.together(
                () -> messages.change(found.get(), after, found.get().status())));
        return changed.isPresent();
    }

    private static Optional<Message> changed(Message before, MessageChange change) {
        return switch (change.getWhatCase()) {
            case EDIT -> edited(before, change.getEdit(), change.getAt());
            case REACTION -> reacted(before, change.getReaction());
            case DELETION, WHAT_NOT_SET -> Optional.of(before);
        };
    }

    /** Of two things with one revision the server tells last which stands. */
    private static Optional<Message> edited(Message before, EditedBody edit, long at) {
        boolean same = edit.getText().equals(before.getText()) && edit.getData().equals(before.getData());
        if (edit.getRevision() < before.getRevision() || (edit.getRevision() == before.getRevision() && same)) {
            return Optional.empty();
        }
        var after = before.toBuilder().setRevision(edit.getRevision()).setEditedAt(at);
        switch (edit.getBodyCase()) {
            case TEXT -> after.setText(edit.getText());
            case DATA -> after.setData(edit.getData());
            case BODY_NOT_SET -> after.clearText().clearData();
        }
        return Optional.of(after.build());
    }

    private static Optional<Message> reacted(Message before, Reaction reaction) {
        var after = before.toBuilder().clearReactions();
        for (var one : before.getReactionsList()) {
            if (!one.getBy().equals(reaction.getBy())) {
                after.addReactions(one);
            } else if (one.getRevision() > reaction.getRevision()
                    || (one.getRevision() == reaction.getRevision()
                            && one.getValue().equals(reaction.getValue()))) {
                return Optional.empty();
            }
        }
        return Optional.of(after.addReactions(reaction).build());
    }

    @Override
    public void delete(long messageId) {
        writer.together(() -> messages.delete(messageId));
    }

    @Override
    public List<Long> over() {
        return messages.over();
    }

    @Override
    public boolean receipts(long messageId, GroupReceipts receipts) {
        var found = messages.find(messageId).filter(before -> !before.isDeleted());
        boolean more = found.isEmpty() || Receipts.areMore(found.get().message().getReceipts(), receipts);
        if (more) {
            found.ifPresent(before -> writer.together(() -> messages.change(
                    before, before.message().toBuilder().setReceipts(receipts).build(), before.status())));
        }
        return more;
    }

    @Override
    public boolean joined(ContactJoinedEntry contact) {
        boolean news = isNews(Notices.idOf(contact), 1);
        if (news && !contact.getMovedFrom().isEmpty()) {
            messages.moved(contact.getMovedFrom(), contact.getAddress());
        }
        return news;
    }

    @Override
    public boolean group(GroupEntry change) {
        return isNews(GROUPS + change.getGroup(), change.getVersion());
    }

    private boolean isNews(long id, long version) {
        return database.update(
                        "insert into notice (id, version) values (?, ?) on conflict (id) do update"
                                + " set version = excluded.version where excluded.version > version",
                        id,
                        version)
                > 0;
    }

    @Override
    public void tell(Entry entry) {
        lastToTell = database.number("insert into untold (entry) values (?) returning place", entry.toByteArray());
    }

    @Override
    public long lastToTell() {
        return lastToTell;
    }

    @Override
    public void told(long upTo) {
        writer.together(() -> database.update("delete from untold where place <= ?", upTo));
    }

    @Override
    public List<Entry> untold() {
        return database.all("select entry from untold order by place", row -> entry(row.getBytes(1)));
    }

    private static Entry entry(byte[] bytes) {
        try {
            return Entry.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalStateException("the database has an entry that cannot be read", damaged);
        }
    }

    @Override
    public Optional<String> profileCursor() {
        return meta.text(Meta.PROFILE_CURSOR);
    }

    @Override
    public void profileCursor(String newCursor) {
        writer.together(() -> meta.set(Meta.PROFILE_CURSOR, newCursor));
    }

    @Override
    public Duration ahead() {
        return Duration.ofMillis(meta.number(Meta.AHEAD));
    }

    @Override
    public void ahead(Duration now) {
        writer.together(() -> meta.set(Meta.AHEAD, now.toMillis()));
    }

    @Override
    public void close() {
        close.run();
    }
}
