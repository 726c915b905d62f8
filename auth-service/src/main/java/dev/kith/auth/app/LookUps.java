package dev.kith.auth.app;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.kith.auth.text.Given;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// How many addresses that are new to them the users of an app may look up.
///
/// @param burst at once, and the most that can be saved up
/// @param refill time for one more, as ISO 8601 says it
public record LookUps(
        int burst,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration refill) {
    /// The largest phone book of a person at once, then two an hour.
    static final LookUps USUAL = new LookUps(10_000, Duration.ofMinutes(30));

    private static final int LARGEST_BURST = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(365);

    /// A change: what is null stays.
    public record Change(@Nullable Integer burst, @Nullable String refill) {}

    LookUps with(Change change) {
        return new LookUps(
                change.burst() == null ? burst : burst(change.burst()),
                change.refill() == null ? refill : refill(change.refill()));
    }

    private static int burst(int given) {
        if (given < 1 || given > LARGEST_BURST) {
            throw Given.invalid("lookUps.burst", "is not a number from 1 to 1,000,000");
        }
        return given;
    }

    private static Duration refill(String given) {
        try {
            var refill = Duration.parse(given);
            if (refill.compareTo(SHORTEST) >= 0 && refill.compareTo(LONGEST) <= 0) {
                return refill;
            }
        } catch (DateTimeParseException | ArithmeticException none) {
            // Refused below, as one that is out of bounds.
        }
        throw Given.invalid("lookUps.refill", "is not a duration from PT0.1S to P365D, such as PT30M");
    }
}
