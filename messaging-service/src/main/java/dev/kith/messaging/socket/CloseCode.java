package dev.kith.messaging.socket;

/// Why the server ends a socket. The numbers are part of the protocol.
enum CloseCode {
    GOING_AWAY(1001, "going away"),
    NOT_UTF8(1007, "text is not UTF-8"),
    TOO_BIG(1009, "message too big"),
    TRY_AGAIN(1013, "try again later"),
    BAD_FRAME(4400, "bad frame"),
    NOT_AUTHENTICATED(4401, "not authenticated"),
    REVOKED(4403, "device signed out"),
    TOO_SLOW(4408, "too slow"),
    REPLACED(4409, "replaced by a newer connection of this device"),
    TOO_MANY(4429, "too many");

    private final short number;
    private final String reason;

    CloseCode(int number, String reason) {
        this.number = (short) number;
        this.reason = reason;
    }

    short number() {
        return number;
    }

    String reason() {
        return reason;
    }
}
