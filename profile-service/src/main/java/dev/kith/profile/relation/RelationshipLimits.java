package dev.kith.profile.relation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often one user may read and change relationships.
@ConfigMapping(prefix = "kith.profile.relationships")
interface RelationshipLimits {
    /// Calls a minute and node. 600: nobody taps faster, and an app that restores settings still gets through.
    @WithDefault("600")
    int callsPerMinute();

    /// Most relationships on one page.
    @WithDefault("1000")
    int mostOnPage();
}
