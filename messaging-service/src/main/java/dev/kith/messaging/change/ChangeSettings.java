package dev.kith.messaging.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Changing messages.
@ConfigMapping(prefix = "kith.change")
public interface ChangeSettings {
    /// How long after its acceptance a message may be edited. 24 h: time to mend what was said, not to rewrite history.
    @WithDefault("24h")
    Duration editWithin();

    /// How long after its acceptance a message may be deleted from everywhere. 48 h: what is older was read, and is its
    /// reader's too.
    @WithDefault("48h")
    Duration recallWithin();

    /// Changes of one user per [#rateWindow()]. 600 in 10 s: a conversation cleared by hand or by a program, far below
    /// what would be felt by others.
    @WithDefault("600")
    int rate();

    @WithDefault("10s")
    Duration rateWindow();
}
