package dev.kith.profile.explaining;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often one user may look at themselves with others' eyes.
@ConfigMapping(prefix = "kith.profile.view-as")
interface ViewAsLimits {
    /// Calls a minute and node. 240: a screen that walks through all contacts, four a second.
    @WithDefault("240")
    int callsPerMinute();
}
