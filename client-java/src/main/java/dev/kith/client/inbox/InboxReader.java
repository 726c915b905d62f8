package dev.kith.client.inbox;

import dev.kith.client.KithException;
import dev.kith.client.MessageStatus;
import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.MessageChange.WhatCase;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.StatusChange;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user's inbox: what is pushed as long as no seq is missing, by Sync where one is. Everything is told once, in
 * order; when it has been delivered, the cursor moves and the server hears of it. Belongs to the loop.
 */
public final class InboxReader {
    /** Below the first id that any device has. */
    private static final long MOVES = 0xF_FFFF;

    /** Pushes kept while a Sync runs; what comes beyond is read by another Sync. */
    private static final int HELD = 1_000;

    private static final Duration RETRY_SYNC = Duration.ofSeconds(2);

    private final Loop loop;
    private final Store store;
    private final Reception reception;
    private final Deque<Entry> held = new ArrayDeque<>();

    /** Given to the app, and not yet back from it. Stored when it is: a crash before that tells it again. */
    private final Map<Long, MessageStatus> told = new LinkedHashMap<>();

    /** The version of each group that was told last, as long as this client runs. */
    private final Map<Long, Long> groups = new HashMap<>();

    private final Revisions revisions = new Revisions();

    private boolean receiving = true;
    private boolean historyOnDemand;
    private boolean finishing;
    private @Nullable Link link;
    private boolean syncing;
    /** Up to here everything was taken in, by this connection or one before; the store's cursor follows when delivered. */
    private long taken;

    private long head;
    private long delivered;
    private long acknowledged;
    private boolean acknowledging;

    /** Tells the app. */
    public interface Reception {
        void message(Message message);

        /** The failure says why, where the status is one that the server gave as the answer to a send. */
        void status(long id, MessageStatus status, long at, @Nullable KithException failure);

        /** How many in a group have a message by now, and what that makes its status. */
        void counted(long id, MessageStatus status, long at, GroupReceipts receipts);

        void change(MessageChange change);

        void joined(ContactJoinedEntry contact);

        void group(GroupEntry change);

        /** Runs this when all that was told before has been delivered. From any thread. */
        void whenDelivered(Runnable then);
    }

    /** A status as the app knows it; empty for one of a newer server. */
    public static Optional<MessageStatus> statusOf(dev.kith.contracts.socket.MessageStatus status) {
        return Statuses.of(status);
    }

    public InboxReader(Loop loop, Store store, Reception reception) {
        this.loop = loop;
        this.store = store;
        this.reception = reception;
        this.taken = store.cursor();
    }

    /** Off: nothing is read or acknowledged, it all waits for the next time; statuses alone are told. */
    public void receive(boolean on) {
        receiving = on;
    }

    /** On: a device that has read nothing begins with what comes from now on. */
    public void historyOnDemand(boolean on) {
        historyOnDemand = on;
    }

    public void online(Link opened, long serverHead) {
        link = opened;
        syncing = false;
        acknowledging = false;
        // Whether the acknowledgement of the last time arrived is not known; once more does no harm.
        acknowledged = 0;
        delivered = store.cursor();
        taken = Math.max(taken, store.cursor());
        held.clear();
        if (historyOnDemand && receiving && taken == 0) {
            taken = serverHead;
            store.cursor(serverHead);
            delivered = serverHead;
            acknowledged = serverHead; // It has none of it, so nobody is told that it has.
        }
        // A head below what we have taken means that the server's data is another than it was: read it from the start.
        if (serverHead < taken) {
            taken = 0;
            store.cursor(0);
            delivered = 0;
        }
        if (receiving) {
            acknowledge();
        }
        reached(serverHead);
    }

    /** The highest seq that is stored on this device. */
    public long cursor() {
        return store.cursor();
    }

    public void offline() {
        link = null;
        syncing = false;
        held.clear();
    }

    /** Takes nothing more; runs this when all that was told is delivered, stored and acknowledged as such. */
    public void finish(Runnable then) {
        finishing = true;
        whenDelivered(then);
    }

    /** The server says how far the inbox goes. */
    public void reached(long serverHead) {
        head = Math.max(serverHead, taken);
        if (receiving && !finishing && link != null && !syncing && serverHead > taken) {
            sync();
        }
    }

    public void pushed(Push push) {
        if (finishing) {
            return;
        }
        if (!receiving) {
            push.getEntriesList().stream().filter(Entry::hasStatus).forEach(this::tell);
            return;
        }
        if (syncing) {
            push.getEntriesList().stream()
                    .limit(Math.max(0, HELD - held.size()))
                    .forEach(held::add);
            head = Math.max(head, push.getHead());
            return;
        }
        takeInOrder(push.getEntriesList());
        reached(push.getHead());
    }

    /** Takes what follows without a gap; leaves the rest to the Sync that the gap makes necessary. */
    private void takeInOrder(Iterable<Entry> entries) {
        boolean any = false;
        for (var entry : entries) {
            if (entry.getSeq() == taken + 1) {
                tell(entry);
                taken = entry.getSeq();
                any = true;
            } else if (entry.getSeq() > taken) {
                head = Math.max(head, entry.getSeq());
                break;
            }
        }
        if (any) {
            deliveredUpTo(taken);
        }
    }

    private void sync() {
        syncing = true;
        ask(Sync.newBuilder().setCursor(taken));
    }

    private void ask(Sync.Builder question) {
        var asked = link;
        if (asked == null) {
            return;
        }
        asked.ask(
                ClientFrame.newBuilder().setSync(question),
                answer -> {
                    if (asked == link) {
                        page(asked, answer.getSyncPage());
                    }
                },
                refusal -> loop.after(refusal.retryAfter().orElse(RETRY_SYNC), () -> {
                    if (asked == link) {
                        sync();
                    }
                }));
    }

    /**
     * The next page is asked for when this one is delivered, so a slow app is never flooded. Pages are in the order of seq, so
     * each moves the cursor: who breaks off in a long absence goes on there.
     */
    private void page(Link from, SyncPage page) {
        if (finishing) {
            return;
        }
        page.getEntriesList().forEach(this::tell);
        whenDelivered(() -> {
            if (from != link) {
                return;
            }
            if (page.getNext().isEmpty()) {
                synced(page.getHead());
            } else {
                taken = page.getEntriesList().stream().mapToLong(Entry::getSeq).reduce(taken, Math::max);
                deliveredNow(taken);
                ask(Sync.newBuilder().setCursor(taken).setPage(page.getNext()));
            }
        });
    }

    private void synced(long upTo) {
        syncing = false;
        taken = Math.max(taken, upTo);
        deliveredNow(taken);
        var waiting = List.copyOf(held);
        held.clear();
        takeInOrder(waiting);
        reached(head);
    }

    private void tell(Entry entry) {
        switch (entry.getWhatCase()) {
            case MESSAGE -> message(entry.getMessage());
            case STATUS -> status(entry.getStatus());
            case CONTACT_JOINED -> joined(entry.getContactJoined());
            case GROUP -> group(entry.getGroup());
            case CHANGE -> change(entry.getChange());
            case WHAT_NOT_SET -> {} // Of a newer server.
        }
    }

    /** A version that was told, or one before it, is told no more. */
    private void group(GroupEntry change) {
        Long before = groups.put(change.getGroup(), change.getVersion());
        if (before == null || before < change.getVersion()) {
            reception.group(change);
        } else {
            groups.put(change.getGroup(), before);
        }
    }

    private Optional<MessageStatus> known(long id) {
        var underWay = told.get(id);
        return underWay == null ? store.status(id) : Optional.of(underWay);
    }

    /** Runs this when all that was told so far is delivered, and stored as such. */
    private void whenDelivered(Runnable then) {
        var batch = Set.copyOf(told.keySet());
        reception.whenDelivered(() -> loop.execute(() -> {
            for (long id : batch) {
                var status = told.remove(id);
                if (status != null) {
                    store.status(id, status);
                }
            }
            then.run();
        }));
    }

    private void message(Message message) {
        var status = Statuses.of(message.getStatus());
        if (status.isEmpty()) {
            return;
        }
        var known = known(message.getId());
        if (message.getDeletion() != Deletion.DELETION_UNSPECIFIED) {
            deleted(MessageChange.newBuilder()
                    .setId(message.getId())
                    .setAt(message.getAcceptedAt())
                    .setDeletion(message.getDeletion())
                    .build());
        } else if (known.isEmpty()) {
            told.put(message.getId(), status.get());
            changes(message).forEach(this::isNews);
            reception.message(message);
        } else {
            rise(message.getId(), known, status.get(), message.getAcceptedAt());
            changes(message).forEach(this::change);
        }
        if (message.getReceipts().getDelivered() > 0 || message.getReceipts().getRead() > 0) {
            counted(message.getId(), status.get(), message.getAcceptedAt(), message.getReceipts());
        }
    }

    /** What has become of a message, as if each had been told when it happened. */
    private static List<MessageChange> changes(Message message) {
        var changes = new ArrayList<MessageChange>();
        if (message.getRevision() != 0) {
            var edit = EditedBody.newBuilder().setRevision(message.getRevision());
            switch (message.getBodyCase()) {
                case TEXT -> edit.setText(message.getText());
                case DATA -> edit.setData(message.getData());
                case BODY_NOT_SET -> {}
            }
            changes.add(MessageChange.newBuilder()
                    .setId(message.getId())
                    .setAt(message.getEditedAt())
                    .setEdit(edit)
                    .build());
        }
        message.getReactionsList()
                .forEach(reaction -> changes.add(MessageChange.newBuilder()
                        .setId(message.getId())
                        .setAt(reaction.getAt())
                        .setReaction(reaction)
                        .build()));
        return changes;
    }

    private void change(MessageChange change) {
        if (change.getWhatCase() == WhatCase.DELETION) {
            deleted(change);
        } else if (known(change.getId()).filter(s -> s == MessageStatus.DELETED).isEmpty() && isNews(change)) {
            reception.change(change);
        }
    }

    /** Told once; not at all of a message that was never shown here. */
    private void deleted(MessageChange change) {
        var known = known(change.getId());
        if (known.filter(status -> status == MessageStatus.DELETED).isEmpty()) {
            told.put(change.getId(), MessageStatus.DELETED);
            if (known.isPresent()) {
                reception.change(change);
            }
        }
    }

    private boolean isNews(MessageChange change) {
        return switch (change.getWhatCase()) {
            case EDIT -> revisions.rise(change.getId(), "", change.getEdit().getRevision());
            case REACTION ->
                revisions.rise(
                        change.getId(),
                        change.getReaction().getBy(),
                        change.getReaction().getRevision());
            case DELETION, WHAT_NOT_SET -> true;
        };
    }

    private void status(StatusChange change) {
        Statuses.of(change.getStatus()).ifPresent(status -> {
            if (change.hasReceipts()) {
                counted(change.getId(), status, change.getAt(), change.getReceipts());
            } else {
                rise(change.getId(), known(change.getId()), status, change.getAt());
            }
        });
    }

    /** Also where the status stays: one more has it. */
    private void counted(long id, MessageStatus status, long at, GroupReceipts receipts) {
        var known = known(id);
        if (known.filter(one -> one == MessageStatus.DELETED).isPresent()) {
            return;
        }
        var now = known.filter(one -> !Statuses.rises(one, status)).orElse(status);
        if (receiving) {
            told.put(id, now);
        }
        reception.counted(id, now, at, receipts);
    }

    private void rise(long id, Optional<MessageStatus> from, MessageStatus to, long at) {
        if (from.isEmpty() || Statuses.rises(from.get(), to)) {
            if (receiving) {
                told.put(id, to);
            }
            reception.status(id, to, at, null);
        }
    }

    /** What this device itself learned of a message that it sends. */
    public void own(long id, MessageStatus status, long at, @Nullable KithException failure) {
        var before = known(id);
        if (status == MessageStatus.OUTBOX || before.isEmpty() || Statuses.rises(before.get(), status)) {
            if (receiving || status == MessageStatus.OUTBOX) {
                told.put(id, status);
            } else {
                told.remove(id); // Nothing that comes later is kept, so it need not be known.
            }
            reception.status(id, status, at, failure);
        }
    }

    private void joined(ContactJoinedEntry contact) {
        // The id that the server itself gives such an entry: no message has it.
        long id = contact.getUid() << 32 | (contact.getMove() == 0 ? 0 : 1 + contact.getMove() % MOVES);
        if (known(id).isEmpty()) {
            told.put(id, MessageStatus.RECEIVED_NEW);
            reception.joined(contact);
        }
    }

    private void deliveredUpTo(long seq) {
        whenDelivered(() -> deliveredNow(seq));
    }

    private void deliveredNow(long seq) {
        if (seq > store.cursor()) {
            store.cursor(seq);
        }
        delivered = Math.max(delivered, seq);
        acknowledge();
    }

    /** One acknowledgement under way at a time; what is delivered meanwhile goes with the next. */
    private void acknowledge() {
        var asked = link;
        if (asked == null || acknowledging || delivered <= acknowledged) {
            return;
        }
        acknowledging = true;
        long seq = delivered;
        asked.ask(
                ClientFrame.newBuilder().setAck(Ack.newBuilder().setSeq(seq)),
                done -> {
                    if (asked == link) {
                        acknowledging = false;
                        acknowledged = seq;
                        acknowledge();
                    }
                },
                refusal -> acknowledging = false);
    }
}
