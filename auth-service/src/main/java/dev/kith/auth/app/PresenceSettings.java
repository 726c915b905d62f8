package dev.kith.auth.app;

import dev.kith.auth.text.Given;
import org.jspecify.annotations.Nullable;

/// How much of presence the users of an app have told.
///
/// @param perSecond watchers told of a change, in a second; what is above waits, and is left to the next look at last.
/// Null: as the operator has it
public record PresenceSettings(@Nullable Integer perSecond) {
    static final PresenceSettings USUAL = new PresenceSettings(null);

    private static final int MOST = 100_000;

    /// A change: what is null stays. 0 takes the number away.
    public record Change(@Nullable Integer perSecond) {}

    PresenceSettings with(Change change) {
        return change.perSecond() == null ? this : new PresenceSettings(perSecond(change.perSecond()));
    }

    private static @Nullable Integer perSecond(int given) {
        if (given < 0 || given > MOST) {
            throw Given.invalid("presence.perSecond", "is not a number from 1 to 100,000, or 0 to have the usual");
        }
        return given == 0 ? null : given;
    }
}
