package dev.kith.system.mainjob;

import java.io.Serial;

/// A step of the main job did not end as it must.
final class StoryBroken extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    StoryBroken(String step, Throwable cause) {
        super("\"" + step + "\" failed: " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    }
}
