package dev.kith.client.inbox;

import dev.kith.client.KithException;
import dev.kith.client.MessageStatus;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.MessageChange.WhatCase;
import dev.kith.contracts.socket.StatusChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an entry: the device's own copy changes, and the app is told once, also where the entry comes again, by another way or
 * after what it says is no news. What is told stays noted until it is delivered, so that the next process tells it if this one ends
 * before. Belongs to the loop.
 */
public final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class.getName());

    private final Loop loop;
    private final Store store;
    private final Reception reception;
    private boolean ended;

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

    Intake(Loop loop, Store store, Reception reception) {
        this.loop = loop;
        this.store = store;
        this.reception = reception;
    }

    /** Of a user who is gone: what is delivered of theirs from now on counts for nobody. */
    void end() {
        ended = true;
    }

    /** Tells what a process before this one has stored and perhaps not told. */
    void repeat(Entry entry) {
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

    /** Within the transaction of the store; told once that is done. */
    void take(Entry entry) {
        switch (entry.getWhatCase()) {
            case MESSAGE -> message(entry.getMessage(), entry.getFirstSeq());
            case STATUS -> status(entry.getStatus());
            case CONTACT_JOINED -> joined(entry.getContactJoined());
            case GROUP -> group(entry.getGroup());
            case CHANGE -> change(entry.getChange());
            case WHAT_NOT_SET -> {} // Of a newer server.
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

    /** Runs this when all that was told so far is delivered, and stored as such if it can be. */
    void whenDelivered(Runnable then) {
        long last = store.lastToTell();
        reception.whenDelivered(() -> loop.execute(() -> {
            if (!ended) {
                told(last);
                then.run();
            }
        }));
    }

    /** What cannot be stored as told is told again by the next process; nothing else waits for it. */
    private void told(long last) {
        try {
            store.told(last);
        } catch (RuntimeException notStored) {
            LOG.log(Level.WARNING, "what was told cannot be stored as such", notStored);
        }
    }

    /** The app is told of this, and again by the next process if this one ends before. */
    private void tell(Entry entry, Runnable call) {
        store.tell(entry);
        store.onceStored(call);
    }

    /** What is being written is told when it is stored, and then need not be told again. */
    private void forgetWhenDelivered() {
        store.onceStored(() -> whenDelivered(() -> {}));
    }

    private void message(Message message, long firstSeq) {
        var status = Statuses.of(message.getStatus());
        var known = store.status(message.getId());
        boolean wasBefore = firstSeq > 0 && firstSeq <= store.began();
        if (status.isEmpty() || (known.isEmpty() && wasBefore)) {
            return; // Of a newer server, or it has but changed since: this device has it where it is asked for.
        }
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
            if (isCounted(message)) {
                tellCounts(message.getId(), status.get(), message.getAcceptedAt(), message.getReceipts());
            }
        } else if (known.get() != MessageStatus.DELETED) {
            again(message, known.get(), status.get());
        }
    }

    /** One that is here already: what has become of it is told, and it is kept as the server has it. */
    private void again(Message message, MessageStatus known, MessageStatus status) {
        if (isCounted(message)) {
            counted(message.getId(), status, message.getAcceptedAt(), message.getReceipts());
        } else {
            rise(message.getId(), Optional.of(known), status, message.getAcceptedAt());
        }
        changes(message).forEach(this::change);
        store.message(message, Statuses.rises(known, status) ? status : known);
    }

    private static boolean isCounted(Message message) {
        return message.getReceipts().getDelivered() > 0 || message.getReceipts().getRead() > 0;
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

    /** Also where the status stays, if one more has it. */
    private void counted(long id, MessageStatus status, long at, GroupReceipts receipts) {
        var known = store.status(id);
        if (known.filter(one -> one == MessageStatus.DELETED).isPresent()) {
            return;
        }
        boolean more = store.receipts(id, receipts);
        var now = known.filter(one -> !Statuses.rises(one, status)).orElse(status);
        if (!more && known.filter(now::equals).isPresent()) {
            return;
        }
        store.status(id, now, at);
        tellCounts(id, now, at, receipts);
    }

    private void tellCounts(long id, MessageStatus status, long at, GroupReceipts receipts) {
        tell(
                Entry.newBuilder()
                        .setStatus(StatusChange.newBuilder()
                                .setId(id)
                                .setStatus(Statuses.wordOf(status))
                                .setAt(at)
                                .setReceipts(receipts))
                        .build(),
                () -> reception.counted(id, status, at, receipts));
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

    private void joined(ContactJoinedEntry contact) {
        if (store.joined(contact)) {
            tell(Entry.newBuilder().setContactJoined(contact).build(), () -> reception.joined(contact));
        }
    }

    /** A version that was told, or one before it, is told no more. */
    private void group(GroupEntry change) {
        if (store.group(change)) {
            tell(Entry.newBuilder().setGroup(change).build(), () -> reception.group(change));
        }
    }
}
