package dev.kith.client;

/** Where a message stands. Of one's own messages first, then of those of others. */
public enum MessageStatus {
    /** Kept here; it is sent as soon as there is a connection. */
    OUTBOX,
    /** The server has it and will not lose it. */
    SENT,
    /** A device of the recipient has it. Told if the message asked for a delivery receipt. */
    DELIVERED,
    /** The recipient has read it. Told if the message asked for a read receipt. */
    READ,
    /** Refused for good; the exception says why. */
    FAILED,
    /** No such user, hidden or blocking; the sender is not told which. */
    UNREACHABLE,
    /** The user has blocked the recipient. */
    BLOCKED,
    /** The id was used before for another content; this message was not stored. */
    ID_CONFLICT,
    /** The user was not in the group any more when the message came to its turn. */
    NOT_A_MEMBER,
    /** The user's role in the group may not send, or the app does not let the user write to the recipient. */
    NOT_ALLOWED,

    /** No device of the recipient came for it in time. */
    EXPIRED,
    /** Too many messages wait for the recipient's devices already. */
    INBOX_FULL,
    /** It was only for who is online, and the recipient is not. */
    USER_OFFLINE,
    /** Received, not read yet. */
    RECEIVED_NEW,
    /** Received and read on one of the user's devices. */
    RECEIVED_READ,
    /** A call of somebody else's that nobody has answered, or not yet. */
    CALL_MISSED,
    /** Of calls of both directions. */
    CALL_ANSWERED,
    CALL_DECLINED,
    /** Deleted by the user, or by its sender everywhere. Told as an update of the message. */
    DELETED;

    /** Nothing comes after it. */
    public boolean isFailure() {
        return switch (this) {
            case FAILED,
                    UNREACHABLE,
                    BLOCKED,
                    ID_CONFLICT,
                    EXPIRED,
                    INBOX_FULL,
                    USER_OFFLINE,
                    NOT_A_MEMBER,
                    NOT_ALLOWED -> true;
            case OUTBOX,
                    SENT,
                    DELIVERED,
                    READ,
                    RECEIVED_NEW,
                    RECEIVED_READ,
                    CALL_MISSED,
                    CALL_ANSWERED,
                    CALL_DECLINED,
                    DELETED -> false;
        };
    }
}
