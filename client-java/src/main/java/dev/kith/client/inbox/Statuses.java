package dev.kith.client.inbox;

import dev.kith.client.MessageStatus;
import java.util.Optional;

/** The server's statuses as the app knows them, and which comes after which. */
final class Statuses {
    private Statuses() {}

    /** Empty for one of a newer server. */
    static Optional<MessageStatus> of(dev.kith.contracts.socket.MessageStatus status) {
        return switch (status) {
            case SENT -> Optional.of(MessageStatus.SENT);
            case DELIVERED -> Optional.of(MessageStatus.DELIVERED);
            case READ -> Optional.of(MessageStatus.READ);
            case FAILED_EXPIRED -> Optional.of(MessageStatus.EXPIRED);
            case FAILED_INBOX_FULL -> Optional.of(MessageStatus.INBOX_FULL);
            case FAILED_ID_CONFLICT -> Optional.of(MessageStatus.ID_CONFLICT);
            case FAILED_NOT_A_MEMBER -> Optional.of(MessageStatus.NOT_A_MEMBER);
            case FAILED_NOT_ALLOWED -> Optional.of(MessageStatus.NOT_ALLOWED);
            case CALL_MISSED -> Optional.of(MessageStatus.CALL_MISSED);
            case CALL_ANSWERED -> Optional.of(MessageStatus.CALL_ANSWERED);
            case CALL_DECLINED -> Optional.of(MessageStatus.CALL_DECLINED);
            case RECEIVED_NEW -> Optional.of(MessageStatus.RECEIVED_NEW);
            case RECEIVED_READ -> Optional.of(MessageStatus.RECEIVED_READ);
            case MESSAGE_STATUS_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    /** The server's word for what it says of a message. */
    static dev.kith.contracts.socket.MessageStatus wordOf(MessageStatus status) {
        return switch (status) {
            case SENT, OUTBOX, FAILED, UNREACHABLE, BLOCKED, USER_OFFLINE, DELETED ->
                dev.kith.contracts.socket.MessageStatus.SENT;
            case DELIVERED -> dev.kith.contracts.socket.MessageStatus.DELIVERED;
            case READ -> dev.kith.contracts.socket.MessageStatus.READ;
            case EXPIRED -> dev.kith.contracts.socket.MessageStatus.FAILED_EXPIRED;
            case INBOX_FULL -> dev.kith.contracts.socket.MessageStatus.FAILED_INBOX_FULL;
            case ID_CONFLICT -> dev.kith.contracts.socket.MessageStatus.FAILED_ID_CONFLICT;
            case NOT_A_MEMBER -> dev.kith.contracts.socket.MessageStatus.FAILED_NOT_A_MEMBER;
            case NOT_ALLOWED -> dev.kith.contracts.socket.MessageStatus.FAILED_NOT_ALLOWED;
            case CALL_MISSED -> dev.kith.contracts.socket.MessageStatus.CALL_MISSED;
            case CALL_ANSWERED -> dev.kith.contracts.socket.MessageStatus.CALL_ANSWERED;
            case CALL_DECLINED -> dev.kith.contracts.socket.MessageStatus.CALL_DECLINED;
            case RECEIVED_NEW -> dev.kith.contracts.socket.MessageStatus.RECEIVED_NEW;
            case RECEIVED_READ -> dev.kith.contracts.socket.MessageStatus.RECEIVED_READ;
        };
    }

    /** Statuses only rise, so what arrives late or twice changes nothing. */
    static boolean rises(MessageStatus from, MessageStatus to) {
        return rank(to) > rank(from);
    }

    private static int rank(MessageStatus status) {
        return switch (status) {
            case OUTBOX -> 0;
            case SENT, RECEIVED_NEW, CALL_MISSED -> 1;
            case DELIVERED -> 2;
            case READ, RECEIVED_READ -> 3;
            case CALL_ANSWERED, CALL_DECLINED -> 4;
            case FAILED,
                    UNREACHABLE,
                    BLOCKED,
                    ID_CONFLICT,
                    EXPIRED,
                    INBOX_FULL,
                    USER_OFFLINE,
                    NOT_A_MEMBER,
                    NOT_ALLOWED -> 4;
            case DELETED -> 5;
        };
    }
}
