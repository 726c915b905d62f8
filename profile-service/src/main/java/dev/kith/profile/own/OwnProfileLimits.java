package dev.kith.profile.own;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Reading and changing the own profile.
@ConfigMapping(prefix = "kith.profile.own")
interface OwnProfileLimits {
    /// Calls a minute and node. 240: live edits of a text field still get through.
    @WithDefault("240")
    int callsPerMinute();

    /// How long a call waits for the profile of a user who has just signed up and is announced here a moment later.
    /// 2 s: the announcement usually takes a tenth of that.
    @WithDefault("2s")
    Duration newcomerPatience();
}
