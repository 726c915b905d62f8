package dev.kith.local.stack;

import java.io.IOException;
import java.time.Duration;

/// What runs as one part of the stack: how to prepare it, start it and know that it is ready.
public interface Program {
    Part part();

    /// The ports on which this program will listen.
    int[] ports();

    /// Does what must be done before the process starts, such as unpacking and initialising. Safe to repeat, and to be
    /// killed in.
    void prepare() throws IOException;

    /// What to start. Changes nothing.
    ///
    /// @throws StackFailure when it is not built
    Launch launch();

    /// Asks once whether the process with this pid is up and answers; takes at most about a second.
    Readiness probe(long pid);

    /// Makes what others expect to find in it (databases, topics) once it answers. Safe to repeat.
    default void provision() {}

    /// What asks the process to stop in order.
    default String stopSignal() {
        return "TERM";
    }

    /// Whether a start that ended with these last lines of its log is worth another try.
    default boolean isPassing(String lastLines) {
        return false;
    }

    /// How long it may take from start to ready on a slow machine.
    default Duration patience() {
        return Duration.ofSeconds(60);
    }
}
