package dev.kith.kit.event;

import java.io.Serial;

/// A record that no retry will ever make work.
public final class PoisonedRecord extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public PoisonedRecord(String reason) {
        super(reason);
    }

    public PoisonedRecord(String reason, Throwable cause) {
        super(reason, cause);
    }
}
