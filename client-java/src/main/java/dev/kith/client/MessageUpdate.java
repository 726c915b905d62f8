package dev.kith.client;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was told before has changed. The same may be told again after a restart.
 *
 * @param id global
 * @param text the new text; only of {@link What#EDITED}, and null if the message is one of bytes now
 * @param data the new bytes, read-only; as the text
 * @param by who reacted; only of {@link What#REACTED}
 * @param reaction what they feel; empty: they took it back
 */
public record MessageUpdate(
        long id,
        What what,
        Instant at,
        @Nullable String text,
        @Nullable ByteBuffer data,
        @Nullable String by,
        @Nullable String reaction) {

    public enum What {
        /** It says something else now. */
        EDITED,
        REACTED,
        /** The user deleted it on one of their devices. */
        DELETED_FOR_ME,
        /** Its sender deleted it everywhere: drop what is kept of it. */
        DELETED,
        /** Nobody came for it in time. */
        EXPIRED,
        /** Its sender took it back before anybody had it. */
        CANCELLED,
        /** Its time was over. */
        DISAPPEARED,
        /** Of a newer server. */
        OTHER
    }

    /** Whether nothing of it may be shown any more. */
    public boolean isDeletion() {
        return switch (what) {
            case DELETED, DELETED_FOR_ME, EXPIRED, CANCELLED, DISAPPEARED -> true;
            case EDITED, REACTED, OTHER -> false;
        };
    }
}
