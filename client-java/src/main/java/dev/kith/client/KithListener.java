package dev.kith.client;

import org.jspecify.annotations.Nullable;

/**
 * What happens by itself. Overwrite what is of interest.
 *
 * <p>One call after the other, in the order in which things happened, on one thread that the app may replace by
 * {@link Kith#setListenerExecutor}. A listener that throws is logged and harms nothing; one that blocks delays the others
 * and, after a while, the server, which then keeps what comes until there is room.
 */
public interface KithListener {
    /** The reason says why it is not online, where there is one. */
    default void onConnectionStatus(ConnectionStatus status, @Nullable KithException reason) {}

    /** Each message once. When all listeners have returned, the server is told that this device has it. */
    default void onMessage(Message message) {}

    default void onMessageStatus(MessageStatusChange change) {}

    /** A message was edited, deleted or reacted to, on whichever device of whomever. */
    default void onMessageUpdate(MessageUpdate update) {}

    /** What somebody is doing right now, such as typing. */
    default void onActivity(Activity activity) {}

    /** What was said about a call, by the other side or another device of the user. */
    default void onCallSignal(CallSignal signal) {}

    /** On one of the user's devices, a stranger who had asked was let in, or not. */
    default void onRequestAnswered(String address, boolean accepted) {}

    default void onPresence(Presence presence) {}

    /** All that may be seen now; what is not in it is withdrawn. */
    default void onProfileUpdated(Profile profile) {}

    /** How the file of a message that the user sends gets on, from a process before this one too; ten times a second at most. */
    default void onFile(FileTransfer transfer) {}

    /** Someone from the user's book joined, or changed their number. */
    default void onContactJoined(ContactJoined contact) {}

    /** A group that the user is in, or was until now, changed. */
    default void onGroupChanged(GroupChange change) {}

    /** All that the group shows of itself now. */
    default void onGroupProfileUpdated(GroupProfile profile) {}

    /** Progress of a contact sync, and its result with the last call. */
    default void onContactsSynced(ContactsSynced progress) {}
}
