package dev.kith.bench.report;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import java.util.Locale;

/// The range of an option.
public final class Bounds {
    private Bounds() {}

    /// Refuses a value outside of it.
    ///
    /// @throws BenchFailure with the range
    public static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new BenchFailure(
                    ExitCode.USAGE,
                    String.format(Locale.ROOT, "%s is between %,d and %,d, not %,d.", option, least, most, value));
        }
    }
}
