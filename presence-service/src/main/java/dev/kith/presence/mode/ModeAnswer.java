package dev.kith.presence.mode;

import dev.kith.presence.people.Mode;
import java.util.Locale;

/// How the caller is seen: `visible` or `invisible`.
record ModeAnswer(String mode) {
    static ModeAnswer of(Mode mode) {
        return new ModeAnswer(mode.name().toLowerCase(Locale.ROOT));
    }
}
