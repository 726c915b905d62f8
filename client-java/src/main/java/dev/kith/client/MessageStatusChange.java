package dev.kith.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message stands somewhere else now.
 *
 * @param id global; {@link #clientId()} is what {@link Kith#sendMessage} was given
 * @param failure why, where the status is a failure
 */
public record MessageStatusChange(
        long id, MessageStatus status, Instant at, @Nullable KithException failure) {

    /** The lower 32 bits: the id that the sender chose. */
    public int clientId() {
        return (int) id;
    }
}
