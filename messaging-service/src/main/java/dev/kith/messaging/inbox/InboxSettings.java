package dev.kith.messaging.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The inbox writer.
@ConfigMapping(prefix = "kith.inbox")
public interface InboxSettings {
    /// Most records of one transaction. 1000: past it the cost per record no longer falls, and a batch of that size
    /// is
    /// still done in some tens of milliseconds.
    @WithDefault("1000")
    int batch();

    /// How long a node may be silent before its partitions go to others. 6 s is the broker's own lower limit.
    @WithDefault("6s")
    Duration sessionTimeout();

    /// Wait before a store or log that is away is tried again.
    @WithDefault("200ms")
    Duration retry();
}
