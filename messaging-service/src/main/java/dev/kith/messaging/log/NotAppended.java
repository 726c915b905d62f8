package dev.kith.messaging.log;

import java.io.Serial;

/// Nothing was written, for certain: the caller may be told so and try again.
public final class NotAppended extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    NotAppended(Exception cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
