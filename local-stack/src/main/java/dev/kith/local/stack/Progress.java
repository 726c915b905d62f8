package dev.kith.local.stack;

import java.time.Duration;

/// Hears what happens to the parts, to show it. Called from several threads.
public interface Progress {
    /// For those who only want the outcome.
    Progress SILENT = (part, what) -> {};

    void tell(Part part, String what);

    default void starting(Part part) {
        tell(part, "starting");
    }

    default void ready(Part part, Duration took) {
        tell(part, "ready in " + seconds(took) + " s");
    }

    default void stopping(Part part) {
        tell(part, "stopping");
    }

    default void stopped(Part part, Duration took) {
        tell(part, "stopped in " + seconds(took) + " s");
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.round(duration.toMillis() / 100.0) / 10.0);
    }
}
