package dev.kith.client;

import dev.kith.client.inbox.Intake;
import dev.kith.contracts.socket.ActivityFrom;
import dev.kith.contracts.socket.CallFrom;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.PresenceOf;
import dev.kith.contracts.socket.RequestAnswered;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives what comes over the socket to the listeners, in their words. */
final class Arrivals implements Intake.Reception {
    private final Listeners listeners;
    private final Translation translation;
    private final Consumer<ContactJoinedEntry> joined;

    /** @param joined hears of who joined or moved before they are told */
    Arrivals(Listeners listeners, Translation translation, Consumer<ContactJoinedEntry> joined) {
        this.listeners = listeners;
        this.translation = translation;
        this.joined = joined;
    }

    @Override
    public void message(dev.kith.contracts.socket.Message arrived) {
        var status = Intake.statusOf(arrived.getStatus()).orElse(MessageStatus.RECEIVED_NEW);
        var message = translation.message(arrived, status);
        listeners.tell(listener -> listener.onMessage(message));
    }

    @Override
    public void status(long id, MessageStatus status, long at, @Nullable KithException failure) {
        var change = new MessageStatusChange(id, status, Instant.ofEpochMilli(at), failure, null);
        listeners.tell(listener -> listener.onMessageStatus(change));
    }

    @Override
    public void counted(long id, MessageStatus status, long at, GroupReceipts receipts) {
        var change = new MessageStatusChange(
                id,
                status,
                Instant.ofEpochMilli(at),
                null,
                new dev.kith.client.GroupReceipts(
                        receipts.getRecipients(), receipts.getDelivered(), receipts.getRead()));
        listeners.tell(listener -> listener.onMessageStatus(change));
    }

    @Override
    public void change(MessageChange change) {
        var edit = change.getEdit();
        var reaction = change.hasReaction() ? change.getReaction() : null;
        var update = new MessageUpdate(
                change.getId(),
                what(change),
                Instant.ofEpochMilli(change.getAt()),
                edit.hasText() ? edit.getText() : null,
                edit.hasData() ? edit.getData().asReadOnlyByteBuffer() : null,
                reaction == null ? null : reaction.getBy(),
                reaction == null ? null : reaction.getValue());
        listeners.tell(listener -> listener.onMessageUpdate(update));
    }

    private static MessageUpdate.What what(Deletion deletion) {
        return switch (deletion) {
            case FOR_ME -> MessageUpdate.What.DELETED_FOR_ME;
            case EXPIRED -> MessageUpdate.What.EXPIRED;
            case CANCELLED -> MessageUpdate.What.CANCELLED;
            case DISAPPEARED -> MessageUpdate.What.DISAPPEARED;
            case FOR_EVERYONE, DELETION_UNSPECIFIED, UNRECOGNIZED -> MessageUpdate.What.DELETED;
        };
    }

    private static MessageUpdate.What what(MessageChange change) {
        return switch (change.getWhatCase()) {
            case EDIT -> MessageUpdate.What.EDITED;
            case REACTION -> MessageUpdate.What.REACTED;
            case DELETION -> what(change.getDeletion());
            case WHAT_NOT_SET -> MessageUpdate.What.OTHER;
        };
    }

    @Override
    public void joined(ContactJoinedEntry entry) {
        var movedFrom = entry.getMovedFrom().isEmpty() ? null : entry.getMovedFrom();
        joined.accept(entry);
        var contact =
                new ContactJoined(entry.getAddress(), entry.getUid(), Instant.ofEpochMilli(entry.getAt()), movedFrom);
        listeners.tell(listener -> listener.onContactJoined(contact));
    }

    @Override
    public void group(GroupEntry entry) {
        var change = new GroupChange(
                entry.getGroup(),
                entry.getVersion(),
                what(entry.getWhat()),
                role(entry.getRole()),
                entry.getMuted(),
                Instant.ofEpochMilli(entry.getAt()));
        listeners.tell(listener -> listener.onGroupChanged(change));
    }

    private static GroupChange.What what(GroupEntry.What what) {
        return switch (what) {
            case CREATED -> GroupChange.What.CREATED;
            case JOINED -> GroupChange.What.JOINED;
            case LEFT -> GroupChange.What.LEFT;
            case MEMBERS -> GroupChange.What.MEMBERS;
            case SETTINGS -> GroupChange.What.SETTINGS;
            case OWN -> GroupChange.What.OWN;
            case DELETED -> GroupChange.What.DELETED;
            case WHAT_UNSPECIFIED, UNRECOGNIZED -> GroupChange.What.OTHER;
        };
    }

    private static @Nullable GroupRole role(GroupEntry.Role role) {
        return switch (role) {
            case MEMBER, UNRECOGNIZED -> GroupRole.MEMBER;
            case ADMIN -> GroupRole.ADMIN;
            case OWNER -> GroupRole.OWNER;
            case NONE -> null;
        };
    }

    void answered(RequestAnswered answered) {
        boolean accepted = answered.getAnswer() == RequestAnswered.Answer.ACCEPTED;
        listeners.tell(listener -> listener.onRequestAnswered(answered.getAddress(), accepted));
    }

    void activity(ActivityFrom seen) {
        var activity = new Activity(
                seen.getFrom(),
                seen.getKind(),
                seen.getData().asReadOnlyByteBuffer(),
                Instant.ofEpochMilli(seen.getAt()));
        listeners.tell(listener -> listener.onActivity(activity));
    }

    void call(CallFrom said) {
        var what = switch (said.getWhat()) {
            case RINGING -> CallSignal.What.RINGING;
            case ANSWER -> CallSignal.What.ANSWERED;
            case CANDIDATES -> CallSignal.What.CANDIDATES;
            case HANG_UP -> CallSignal.What.HUNG_UP;
            case BUSY -> CallSignal.What.BUSY;
            case DECLINE -> CallSignal.What.DECLINED;
            case WHAT_OF_CALL_UNSPECIFIED, UNRECOGNIZED -> CallSignal.What.OTHER;
        };
        var signal = new CallSignal(
                said.getId(),
                said.getFrom(),
                what,
                said.getDescription(),
                said.getDevice().isEmpty() ? null : said.getDevice(),
                Instant.ofEpochMilli(said.getAt()));
        listeners.tell(listener -> listener.onCallSignal(signal));
    }

    void presence(PresenceOf seen) {
        var presence = new Presence(
                seen.getAddress(),
                seen.hasOnline() ? seen.getOnline() : null,
                seen.hasLastSeenAt() ? Instant.ofEpochMilli(seen.getLastSeenAt()) : null);
        listeners.tell(listener -> listener.onPresence(presence));
        seen.getAlsoList().forEach(this::presence);
    }

    @Override
    public void whenDelivered(Runnable then) {
        listeners.then(then);
    }
}
