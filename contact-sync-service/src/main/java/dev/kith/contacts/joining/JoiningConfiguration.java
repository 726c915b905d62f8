package dev.kith.contacts.joining;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How holders are told.
@ConfigMapping(prefix = "kith.joining")
interface JoiningConfiguration {
    /// Holders per transaction. 1,000: a few milliseconds each, so that no book waits long for its lock.
    @WithDefault("1000")
    int chunk();

    /// How often a node looks for jobs that another one left. 1 s.
    @WithDefault("PT1S")
    Duration poll();
}
