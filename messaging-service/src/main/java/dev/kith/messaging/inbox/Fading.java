package dev.kith.messaging.inbox;

import dev.kith.contracts.socket.Disappearing;
import dev.kith.contracts.socket.Disappearing.After;
import dev.kith.contracts.socket.MessageStatus;
import java.util.Optional;

/// When a message disappears, as one number: seconds, and two bits for what they count from.
final class Fading {
    private static final int AFTER_BITS = 2;
    private static final int AFTER = 3;

    private Fading() {}

    static long millis(long disappear) {
        return (disappear >> AFTER_BITS) * 1_000;
    }

    static long afterSending(long millis) {
        return ((millis / 1_000) << AFTER_BITS) | After.SENDING_VALUE;
    }

    /// Whether a message of this kind begins to fade with this status, on whichever side.
    static boolean beginsWith(long disappear, int status) {
        return switch (after(disappear)) {
            case DELIVERY -> status == MessageStatus.DELIVERED_VALUE || status == MessageStatus.READ_VALUE;
            case READING -> status == MessageStatus.READ_VALUE || status == MessageStatus.RECEIVED_READ_VALUE;
            case SENDING, AFTER_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    /// As devices see it; empty: it stays.
    static Optional<Disappearing> told(long disappear) {
        return disappear == 0
                ? Optional.empty()
                : Optional.of(Disappearing.newBuilder()
                        .setAfter(after(disappear))
                        .setSeconds(disappear >> AFTER_BITS)
                        .build());
    }

    private static After after(long disappear) {
        var after = After.forNumber((int) (disappear & AFTER));
        return after == null ? After.AFTER_UNSPECIFIED : after;
    }
}
