package dev.kith.client;

import dev.kith.client.inbox.InboxReader;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Message.BodyCase;
import dev.kith.contracts.socket.PresenceOf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives what comes over the socket to the listeners, in their words. */
final class Arrivals implements InboxReader.Reception {
    private final Listeners listeners;
    private final Profiles profiles;

    Arrivals(Listeners listeners, Profiles profiles) {
        this.listeners = listeners;
        this.profiles = profiles;
    }

    @Override
    public void message(dev.kith.contracts.socket.Message arrived) {
        var status = InboxReader.statusOf(arrived.getStatus()).orElse(MessageStatus.RECEIVED_NEW);
        boolean received = status == MessageStatus.RECEIVED_NEW || status == MessageStatus.RECEIVED_READ;
        var params = new MessageParams(
                received ? arrived.getSender() : arrived.getRecipient(),
                arrived.getDeliveryReceipt(),
                arrived.getReadReceipt(),
                arrived.getType(),
                arrived.getReplyTo(),
                arrived.getPropertiesMap());
        var message = new Message(
                arrived.getId(),
                arrived.getSender(),
                arrived.getRecipient(),
                params,
                Instant.ofEpochMilli(arrived.getAcceptedAt()),
                status,
                arrived.getBodyCase() == BodyCase.DATA ? null : arrived.getText(),
                arrived.getBodyCase() == BodyCase.DATA ? arrived.getData().asReadOnlyByteBuffer() : null,
                profiles.local(arrived.getSender()));
        listeners.tell(listener -> listener.onMessage(message));
    }

    @Override
    public void status(long id, MessageStatus status, long at, @Nullable KithException failure) {
        var change = new MessageStatusChange(id, status, Instant.ofEpochMilli(at), failure);
        listeners.tell(listener -> listener.onMessageStatus(change));
    }

    @Override
    public void joined(ContactJoinedEntry entry) {
        var contact = new ContactJoined(entry.getAddress(), entry.getUid(), Instant.ofEpochMilli(entry.getAt()));
        listeners.tell(listener -> listener.onContactJoined(contact));
    }

    void presence(PresenceOf seen) {
        var presence = new Presence(
                seen.getAddress(),
                seen.hasOnline() ? seen.getOnline() : null,
                seen.hasLastSeenAt() ? Instant.ofEpochMilli(seen.getLastSeenAt()) : null);
        listeners.tell(listener -> listener.onPresence(presence));
    }

    @Override
    public void whenDelivered(Runnable then) {
        listeners.then(then);
    }
}
