package dev.kith.bench.report;

import java.io.PrintStream;
import java.util.Locale;

/// Tells the person at the terminal what is going on. Writes to standard error only, so that standard output carries
/// nothing but the result. Thread-safe.
public final class Progress {
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private long told;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /// A step that begins.
    public synchronized void step(String what) {
        out.println(what);
        told = System.nanoTime();
    }

    /// Where a long step stands; shown at most once a second.
    public synchronized void at(String what, long done, long of) {
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS) {
            told = now;
            out.printf(Locale.ROOT, "  %s: %,d of %,d%n", what, done, of);
        }
    }
}
