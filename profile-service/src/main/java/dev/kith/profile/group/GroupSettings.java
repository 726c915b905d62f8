package dev.kith.profile.group;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Reading and changing the profiles of groups.
@ConfigMapping(prefix = "kith.profile.group")
interface GroupSettings {
    /// Calls a minute and node. 240, as on the own profile.
    @WithDefault("240")
    int callsPerMinute();

    /// How long a call waits for a group that may have been made a moment ago. 2 s: its announcement usually
    /// takes a tenth of that. Everybody whom a group is not there for waits as long, whether or not there is
    /// one.
    @WithDefault("2s")
    Duration patience();
}
