package dev.kith.client.inbox;

import dev.kith.client.MessageStatus;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of this process alone: a device that starts anew reads its whole inbox again. Keeps where messages stand, not what they say. */
public final class MemoryStore implements Store {
    // What is not among the latest any more may, in theory, be told again.
    private final Map<Long, MessageStatus> statuses = Latest.map();
    private final Map<Long, GroupReceipts> receipts = Latest.map();
    private final Map<Long, Long> groups = new HashMap<>();
    private final Revisions revisions = new Revisions();
    private long uid;
    private volatile long cursor;
    private long began;
    private volatile String profileCursor = "";

    @Override
    public long owner() {
        return uid;
    }

    @Override
    public void owner(long newUid) {
        if (uid != newUid) {
            statuses.clear();
            receipts.clear();
            groups.clear();
            revisions.clear();
            cursor = 0;
            began = 0;
            profileCursor = "";
        }
        uid = newUid;
    }

    @Override
    public void together(Runnable work) {
        work.run();
    }

    @Override
    public void onceStored(Runnable step) {
        step.run();
    }

    @Override
    public long cursor() {
        return cursor;
    }

    @Override
    public void cursor(long seq) {
        cursor = seq;
    }

    @Override
    public void beginAt(long seq) {
        cursor = seq;
        began = seq;
    }

    @Override
    public long began() {
        return began;
    }

    @Override
    public Optional<MessageStatus> status(long messageId) {
        return Optional.ofNullable(statuses.get(messageId));
    }

    @Override
    public void status(long messageId, MessageStatus status, long at) {
        statuses.put(messageId, status);
    }

    @Override
    public void message(Message message, MessageStatus status) {
        status(message.getId(), status, message.getAcceptedAt());
        receipts(message.getId(), message.getReceipts());
    }

    @Override
    public boolean change(MessageChange change) {
        var edit = change.getEdit();
        var reaction = change.getReaction();
        return switch (change.getWhatCase()) {
            case EDIT -> revisions.rise(change.getId(), "", edit.getRevision(), edit);
            case REACTION ->
                revisions.rise(change.getId(), reaction.getBy(), reaction.getRevision(), reaction.getValue());
            case DELETION, WHAT_NOT_SET -> true;
        };
    }

    @Override
    public void delete(long messageId) {
        status(messageId, MessageStatus.DELETED, 0);
    }

    @Override
    public List<Long> over() {
        return List.of();
    }

    @Override
    public boolean receipts(long messageId, GroupReceipts now) {
        boolean more = Receipts.areMore(receipts.getOrDefault(messageId, GroupReceipts.getDefaultInstance()), now);
        if (more) {
            receipts.put(messageId, now);
        }
        return more;
    }

    @Override
    public boolean joined(ContactJoinedEntry contact) {
        long id = Notices.idOf(contact);
        boolean news = !statuses.containsKey(id);
        status(id, MessageStatus.RECEIVED_NEW, contact.getAt());
        return news;
    }

    @Override
    public boolean group(GroupEntry change) {
        Long before = groups.get(change.getGroup());
        boolean news = before == null || before < change.getVersion();
        if (news) {
            groups.put(change.getGroup(), change.getVersion());
        }
        return news;
    }

    @Override
    public void tell(Entry entry) {}

    @Override
    public long lastToTell() {
        return 0;
    }

    @Override
    public void told(long upTo) {}

    @Override
    public List<Entry> untold() {
        return List.of();
    }

    @Override
    public Optional<String> profileCursor() {
        return profileCursor.isEmpty() ? Optional.empty() : Optional.of(profileCursor);
    }

    @Override
    public void profileCursor(String newCursor) {
        profileCursor = newCursor;
    }

    @Override
    public Duration ahead() {
        return Duration.ZERO;
    }

    /** The clock itself knows it for as long as this process is there. */
    @Override
    public void ahead(Duration now) {}

    @Override
    public void close() {}
}
