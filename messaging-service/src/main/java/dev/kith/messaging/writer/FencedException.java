package dev.kith.messaging.writer;

import java.io.Serial;

/// Another writer has taken over a partition: nothing was written, and nothing may be.
public final class FencedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    FencedException(String what) {
        super(what, null, false, false);
    }
}
