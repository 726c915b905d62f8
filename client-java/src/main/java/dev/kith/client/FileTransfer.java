package dev.kith.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How far the file of a message is.
 *
 * @param file the absolute path of what was given to {@code sendFile}
 * @param peer to whom it goes; empty: to a group
 * @param group 0: to a person
 * @param done bytes that are at the server, of {@code total}; both 0 until its size is known
 * @param failure why, of {@link State#WAITING} and {@link State#FAILED}
 */
public record FileTransfer(
        Path file,
        String peer,
        long group,
        State state,
        long done,
        long total,
        @Nullable KithException failure) {
    /** What happens to it. */
    public enum State {
        /** It is being brought to the server. */
        MOVING,
        /** The line broke; it goes on by itself, where it stopped. */
        WAITING,
        /** The file is there, and its message is sent, as any other, from now on. */
        DONE,
        /** It is refused, or cannot be read, and nothing is sent. */
        FAILED
    }
}
