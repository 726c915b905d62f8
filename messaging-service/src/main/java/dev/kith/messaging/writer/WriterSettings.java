package dev.kith.messaging.writer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The writers of logs.
@ConfigMapping(prefix = "kith.writer")
public interface WriterSettings {
    /// Most records of one transaction. 1000: past it the cost per record no longer falls, and a batch of that
    /// size is still done in some tens of milliseconds.
    @WithDefault("1000")
    int batch();

    /// Most entries of inboxes of one transaction, where a record stands for those of many. 5000: as many as make a
    /// batch last some hundred milliseconds.
    @WithDefault("5000")
    int entries();

    /// How long a node may be silent before its partitions go to others. 6 s is the broker's own lower limit.
    @WithDefault("6s")
    Duration sessionTimeout();

    /// Wait before a store or log that is away is tried again.
    @WithDefault("200ms")
    Duration retry();
}
