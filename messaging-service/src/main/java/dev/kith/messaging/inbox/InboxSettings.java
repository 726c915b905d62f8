package dev.kith.messaging.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much an inbox takes.
@ConfigMapping(prefix = "kith.inbox")
public interface InboxSettings {
    /// Most messages of others that wait for the first device of their recipient. 250,000: more than anybody reads
    /// after years away, and some 250 MB in the store at most times.
    @WithDefault("250000")
    int mostUnfetched();

    /// How often those are counted anew of an inbox that is over the number. 1 min: some tens of milliseconds of the
    /// writer each time.
    @WithDefault("1m")
    Duration recount();
}
