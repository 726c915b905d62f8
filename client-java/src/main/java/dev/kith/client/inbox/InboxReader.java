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
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user's inbox: what is pushed as long as no seq is missing, by Sync where one is. What arrives is stored together with the
 * cursor behind it, then told once, in order; when the app has been told, the server hears of it. Belongs to the loop.
 */
public final class InboxReader {
    private static final Logger LOG = Logger.getLogger(InboxReader.class.getName());

    /** Pushes kept while a Sync runs; what comes beyond is read by another Sync. */
    private static final int HELD = 1_000;

    private static final Duration RETRY_SYNC = Duration.ofSeconds(2);

    private final Loop loop;
    private final Store store;
    private final Reception reception;
    private final Deque<Entry> held = new ArrayDeque<>();

    private boolean receiving = true;
    private boolean historyOnDemand;
    private boolean finishing;
    private boolean ended;
    private @Nullable Link link;
    private boolean syncing;
    /** Up to here everything was taken in, by this connection or one before. */
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

    /** Tells what a process before this one has stored and perhaps not told. */
    public void begin(Collection<Entry> untold) {
        untold.forEach(this::repeat);
        deliveredUpTo(store.cursor());
    }

    private void repeat(Entry entry) {
        switch (entry.getWhatCase()) {
            case MESSAGE -> reception.message(entry.getMessage());
            case STATUS -> {
                var change = entry.getStatus();
                Statuses.of(change.getStatus())
                        .or(() -> store.status(change.getId()).filter(MessageStatus::isFailure))
                        .ifPresent(status -> repeat(change, status));
            }
            case CONTACT_JOINED -> reception.joined(entry.getContactJoined());
            case GROUP -> reception.group(entry.getGroup());
            case CHANGE -> reception.change(entry.getChange());
            case WHAT_NOT_SET -> {} // Of a newer server.
        }
    }

    private void repeat(StatusChange change, MessageStatus status) {
        if (change.hasReceipts()) {
            reception.counted(change.getId(), status, change.getAt(), change.getReceipts());
        } else {
            reception.status(change.getId(), status, change.getAt(), null);
        }
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
        taken = store.cursor();
        held.clear();
        if (historyOnDemand && receiving && taken == 0) {
            taken = serverHead;
            store.beginAt(serverHead);
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

    /** Of a user who is gone: what is delivered of theirs from now on counts for nobody. */
    public void end() {
        ended = true;
        offline();
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
            push.getEntriesList().stream().filter(Entry::hasStatus).forEach(this::take);
            return;
        }
        if (syncing) {
            push.getEntriesList().stream()
                    .limit(Math.max(0, HELD - held.size()))
                    .forEach(held::add);
            head = Math.max(head, push.getHead());
            return;
        }
        if (takeInOrder(push.getEntriesList())) {
            reached(push.getHead());
        }
    }

    /** Takes what follows without a gap; leaves the rest to the Sync that the gap makes necessary. */
    private boolean takeInOrder(Iterable<Entry> entries) {
        var following = new ArrayList<Entry>();
        long next = taken + 1;
        for (var entry : entries) {
            if (entry.getSeq() == next) {
                following.add(entry);
                next++;
            } else if (entry.getSeq() > next) {
                head = Math.max(head, entry.getSeq());
                break;
            }
        }
        if (following.isEmpty()) {
            return true;
        }
        boolean stored = store(following, next - 1);
        if (stored) {
            deliveredUpTo(taken);
        }
        return stored;
    }

    /** Stores these and the cursor, then tells them. If they cannot be stored nothing is told, and all is asked for again. */
    private boolean store(List<Entry> entries, long upTo) {
        try {
            store.together(() -> {
                entries.forEach(this::take);
                store.cursor(Math.max(upTo, store.cursor()));
            });
        } catch (RuntimeException notStored) {
            LOG.log(Level.WARNING, "what arrived cannot be stored", notStored);
            syncing = true; // What is pushed meanwhile waits.
            var from = link;
            loop.after(RETRY_SYNC, () -> {
                if (from != null && from == link) {
                    sync();
                }
            });
            return false;
        }
        taken = store.cursor();
        return true;
    }

    /** The app is told of this, and again by the next process if this one ends before. */
    private void tell(Entry entry, Runnable call) {
        store.tell(entry);
        store.onceStored(call);
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
        boolean last = page.getNext().isEmpty();
        var entries = page.getEntriesList();
        if (finishing
                || !store(
                        entries,
                        last
                                ? page.getHead()
                                : entries.stream().mapToLong(Entry::getSeq).reduce(taken, Math::max))) {
            return;
        }
        long upTo = taken;
        whenDelivered(() -> {
            deliveredNow(upTo);
            if (from != link) {
                return;
            }
            if (last) {
                synced();
            } else {
                ask(Sync.newBuilder().setCursor(taken).setPage(page.getNext()));
            }
        });
    }

    private void synced() {
        syncing = false;
        var waiting = List.copyOf(held);
        held.clear();
        if (takeInOrder(waiting)) {
            reached(head);
        }
    }

    private void take(Entry entry) {
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
        if (store.group(change)) {
            tell(Entry.newBuilder().setGroup(change).build(), () -> reception.group(change));
        }
    }

    /** Runs this when all that was told so far is delivered, and stored as such. */
    private void whenDelivered(Runnable then) {
        long last = store.lastToTell();
        reception.whenDelivered(() -> loop.execute(() -> {
            if (!ended) {
                store.told(last);
                then.run();
            }
        }));
    }

    /** What is being written is told when it is stored, and then need not be told again. */
    private void forgetWhenDelivered() {
        store.onceStored(() -> whenDelivered(() -> {}));
    }

    private void message(Message message) {
        var status = Statuses.of(message.getStatus());
        if (status.isEmpty()) {
            return;
        }
        var known = store.status(message.getId());
        if (message.getDeletion() != Deletion.DELETION_UNSPECIFIED) {
            deleted(MessageChange.newBuilder()
                    .setId(message.getId())
                    .setAt(message.getAcceptedAt())
                    .setDeletion(message.getDeletion())
                    .build());
        } else if (known.isEmpty()) {
            store.message(message, status.get());
            changes(message).forEach(store::change);
            tell(Entry.newBuilder().setMessage(message).build(), () -> reception.message(message));
        } else if (known.get() != MessageStatus.DELETED) {
            again(message, known.get(), status.get());
        }
        if (message.getReceipts().getDelivered() > 0 || message.getReceipts().getRead() > 0) {
            counted(message.getId(), status.get(), message.getAcceptedAt(), message.getReceipts());
        }
    }

    /** One that is here already: what has become of it is told, and it is kept as the server has it. */
    private void again(Message message, MessageStatus known, MessageStatus status) {
        rise(message.getId(), Optional.of(known), status, message.getAcceptedAt());
        changes(message).forEach(this::change);
        store.message(message, Statuses.rises(known, status) ? status : known);
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
        } else if (store.status(change.getId())
                        .filter(s -> s == MessageStatus.DELETED)
                        .isEmpty()
                && store.change(change)) {
            tell(Entry.newBuilder().setChange(change).build(), () -> reception.change(change));
        }
    }

    /** Told once; not at all of a message that was never shown here. */
    private void deleted(MessageChange change) {
        var known = store.status(change.getId());
        if (known.filter(status -> status == MessageStatus.DELETED).isEmpty()) {
            store.delete(change.getId());
            if (known.isPresent()) {
                tell(Entry.newBuilder().setChange(change).build(), () -> reception.change(change));
            }
        }
    }

    private void status(StatusChange change) {
        Statuses.of(change.getStatus()).ifPresent(status -> {
            if (change.hasReceipts()) {
                counted(change.getId(), status, change.getAt(), change.getReceipts());
            } else {
                rise(change.getId(), store.status(change.getId()), status, change.getAt());
            }
        });
    }

    /** Also where the status stays: one more has it. */
    private void counted(long id, MessageStatus status, long at, GroupReceipts receipts) {
        var known = store.status(id);
        if (known.filter(one -> one == MessageStatus.DELETED).isPresent()) {
            return;
        }
        var now = known.filter(one -> !Statuses.rises(one, status)).orElse(status);
        store.status(id, now, at);
        store.receipts(id, receipts);
        tell(
                Entry.newBuilder()
                        .setStatus(StatusChange.newBuilder()
                                .setId(id)
                                .setStatus(Statuses.wordOf(now))
                                .setAt(at)
                                .setReceipts(receipts))
                        .build(),
                () -> reception.counted(id, now, at, receipts));
    }

    private void rise(long id, Optional<MessageStatus> from, MessageStatus to, long at) {
        if (from.isEmpty() || Statuses.rises(from.get(), to)) {
            store.status(id, to, at);
            tell(
                    Entry.newBuilder()
                            .setStatus(StatusChange.newBuilder()
                                    .setId(id)
                                    .setStatus(Statuses.wordOf(to))
                                    .setAt(at))
                            .build(),
                    () -> reception.status(id, to, at, null));
        }
    }

    /** What this device itself learned of a message that it sends. Together with what makes it so. */
    public void own(long id, MessageStatus status, long at, @Nullable KithException failure) {
        var before = store.status(id);
        if (status == MessageStatus.OUTBOX || before.isEmpty() || Statuses.rises(before.get(), status)) {
            store.status(id, status, at);
            Runnable call = () -> reception.status(id, status, at, failure);
            if (status.isFailure()) {
                // The server has no word for most of these: the next process tells where the message stands.
                var change = StatusChange.newBuilder().setId(id).setAt(at);
                tell(Entry.newBuilder().setStatus(change).build(), call);
                forgetWhenDelivered();
            } else {
                store.onceStored(call);
            }
        }
    }

    /** The user has read these here: they are read from now on, whenever the server hears of it. */
    public void read(Collection<Long> ids, long at) {
        store.together(() -> {
            for (long id : ids) {
                var known = store.status(id);
                if (known.filter(status -> status == MessageStatus.RECEIVED_NEW).isPresent()) {
                    rise(id, known, MessageStatus.RECEIVED_READ, at);
                }
            }
            forgetWhenDelivered();
        });
    }

    /** What has had its time goes, whether or not the server can be asked. */
    public void endWhatIsOver(long at) {
        var over = store.over();
        if (over.isEmpty()) {
            return;
        }
        store.together(() -> {
            over.forEach(id -> deleted(MessageChange.newBuilder()
                    .setId(id)
                    .setAt(at)
                    .setDeletion(Deletion.DISAPPEARED)
                    .build()));
            forgetWhenDelivered();
        });
    }

    /** The user has deleted a message that the server does not have. */
    public void forget(long id, long at) {
        store.together(() -> {
            deleted(MessageChange.newBuilder()
                    .setId(id)
                    .setAt(at)
                    .setDeletion(Deletion.FOR_ME)
                    .build());
            forgetWhenDelivered();
        });
    }

    private void joined(ContactJoinedEntry contact) {
        if (store.joined(contact)) {
            tell(Entry.newBuilder().setContactJoined(contact).build(), () -> reception.joined(contact));
        }
    }

    private void deliveredUpTo(long seq) {
        whenDelivered(() -> deliveredNow(seq));
    }

    private void deliveredNow(long seq) {
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
