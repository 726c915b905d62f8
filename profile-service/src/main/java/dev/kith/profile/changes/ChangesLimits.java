package dev.kith.profile.changes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often and how much one user may ask for changes.
@ConfigMapping(prefix = "kith.profile.changes")
interface ChangesLimits {
    /// Calls a minute and node. 120: a device asks when it comes back, and then page by page.
    @WithDefault("120")
    int callsPerMinute();

    /// Most profiles on one page.
    @WithDefault("500")
    int mostOnPage();
}
