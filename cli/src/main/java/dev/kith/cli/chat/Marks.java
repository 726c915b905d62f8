package dev.kith.cli.chat;

import dev.kith.client.MessageStatus;

/// How far a message of the user's own is, as a mark and in words.
final class Marks {
    private Marks() {}

    static String sign(MessageStatus status) {
        return switch (status) {
            case OUTBOX -> "…";
            case SENT -> "✓";
            case DELIVERED -> "✓✓";
            case READ -> "✓✓ read";
            default -> status.isFailure() ? "✗" : "";
        };
    }

    static String words(MessageStatus status) {
        return switch (status) {
            case OUTBOX -> "waiting";
            case SENT -> "sent";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case UNREACHABLE -> "not sent: nobody with this address is on Kith, or not visible to you";
            case BLOCKED -> "not sent: you have blocked them; kith-cli unblock ADDRESS undoes it";
            case NOT_ALLOWED -> "not sent: you may not write here";
            case NOT_A_MEMBER -> "not sent: you are not in the group any more";
            case EXPIRED -> "nobody came for it in time";
            case INBOX_FULL -> "not sent: too much waits for them already";
            case USER_OFFLINE -> "not sent: they are offline";
            case FAILED, ID_CONFLICT -> "not sent";
            case RECEIVED_NEW, RECEIVED_READ, CALL_MISSED, CALL_ANSWERED, CALL_DECLINED, DELETED -> "";
        };
    }
}
