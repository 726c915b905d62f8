package dev.kith.profile.backend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often the backend of one app may pair and restrict.
@ConfigMapping(prefix = "kith.profile.backend")
interface BackendLimits {
    /// Calls a minute and node. 60,000: an app that moves its users here gets through, one that runs wild does not.
    @WithDefault("60000")
    int callsPerMinute();
}
