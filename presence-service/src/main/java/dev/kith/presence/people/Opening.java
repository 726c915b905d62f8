package dev.kith.presence.people;

import dev.kith.contracts.Levels;
import java.util.Map;

/// Which levels open a person's state, and which the time of last seen.
public record Opening(int presence, int lastSeen) {
    /// To nobody.
    public static final Opening CLOSED = new Opening(Levels.NONE, Levels.NONE);

    private static final String PRESENCE = "presence";
    private static final String LAST_SEEN = "lastSeen";

    /// Of the fields of a profile, by name. A field that is not there is closed.
    public static Opening of(Map<String, Integer> levelsByField) {
        return new Opening(
                levelsByField.getOrDefault(PRESENCE, Levels.NONE), levelsByField.getOrDefault(LAST_SEEN, Levels.NONE));
    }
}
