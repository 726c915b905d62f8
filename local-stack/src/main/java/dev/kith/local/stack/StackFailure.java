package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.Path;

/// The stack cannot do what was asked. The message is for the person at the terminal: what is wrong and what to do.
public class StackFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public StackFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StackFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// A file or directory cannot be written, mostly because the disk is full or another user's.
    public static StackFailure cannotWrite(Path path, IOException why) {
        // Only the words of the operating system tell; they are the same on Linux and macOS.
        boolean full = String.valueOf(why.getMessage()).matches("(?s).*(No space left on device|[Qq]uota exceeded).*");
        return full
                ? new StackFailure(
                        Reason.DISK_FULL,
                        "No room is left where " + path
                                + " is to be written. Make room, or choose another disk with --data DIR.",
                        why)
                : new StackFailure(
                        Reason.ENVIRONMENT,
                        "Cannot write to " + path + " (" + why + "). Choose another directory with --data DIR.",
                        why);
    }

    public Reason reason() {
        return reason;
    }
}
