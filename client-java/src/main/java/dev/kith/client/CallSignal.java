package dev.kith.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said about a call.
 *
 * @param callId of the message that offered it
 * @param description of the session, or ways to reach who says it
 * @param ownDevice the device of the user that said it: this one, or another, and then it rings here no more; null: the other side
 */
public record CallSignal(
        long callId,
        String from,
        What what,
        String description,
        @Nullable String ownDevice,
        Instant at) {

    public enum What {
        RINGING,
        ANSWERED,
        CANDIDATES,
        HUNG_UP,
        BUSY,
        DECLINED,
        /** Of a newer server. */
        OTHER
    }
}
