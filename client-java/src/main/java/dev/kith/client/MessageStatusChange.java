package dev.kith.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message stands somewhere else now.
 *
 * @param id global; {@link #clientId()} is what {@link Kith#sendMessage} was given
 * @param failure why, where the status is a failure
 * @param receipts of a message in a group that asked for them: how many have it by now. It is told with each change of these, and
 *     the status rises when they are true of all
 */
public record MessageStatusChange(
        long id,
        MessageStatus status,
        Instant at,
        @Nullable KithException failure,
        @Nullable GroupReceipts receipts) {

    /** The lower 32 bits: the id that the sender chose. */
    public int clientId() {
        return (int) id;
    }
}
