package dev.kith.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a client tells. */
class Recorder implements KithListener {
    final List<ConnectionStatus> connection = new CopyOnWriteArrayList<>();
    final List<Message> messages = new CopyOnWriteArrayList<>();
    final List<MessageStatusChange> statuses = new CopyOnWriteArrayList<>();
    final List<MessageUpdate> updates = new CopyOnWriteArrayList<>();
    final List<Profile> profiles = new CopyOnWriteArrayList<>();
    final List<Presence> presences = new CopyOnWriteArrayList<>();
    final List<ContactJoined> joined = new CopyOnWriteArrayList<>();
    final List<GroupChange> groups = new CopyOnWriteArrayList<>();
    final List<GroupProfile> groupProfiles = new CopyOnWriteArrayList<>();
    final List<ContactsSynced> synced = new CopyOnWriteArrayList<>();

    @Override
    public void onConnectionStatus(ConnectionStatus status, KithException reason) {
        connection.add(status);
    }

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    @Override
    public void onMessageStatus(MessageStatusChange change) {
        statuses.add(change);
    }

    @Override
    public void onMessageUpdate(MessageUpdate update) {
        updates.add(update);
    }

    @Override
    public void onProfileUpdated(Profile profile) {
        profiles.add(profile);
    }

    @Override
    public void onPresence(Presence presence) {
        presences.add(presence);
    }

    @Override
    public void onContactJoined(ContactJoined contact) {
        joined.add(contact);
    }

    @Override
    public void onGroupChanged(GroupChange change) {
        groups.add(change);
    }

    @Override
    public void onGroupProfileUpdated(GroupProfile profile) {
        groupProfiles.add(profile);
    }

    @Override
    public void onContactsSynced(ContactsSynced progress) {
        synced.add(progress);
    }

    List<String> texts() {
        return messages.stream().map(Message::text).toList();
    }
}
