package dev.kith.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone from the user's book can be reached from now on, or has changed their number. Told once for each person, and
 * once for each change.
 *
 * @param address the new one, of somebody who has changed their number
 * @param movedFrom the number until then, which is in the user's book; null: joined
 */
public record ContactJoined(
        String address, long uid, Instant at, @Nullable String movedFrom) {
    /** Whether this is somebody known, with another number. */
    public boolean hasMoved() {
        return movedFrom != null;
    }
}
