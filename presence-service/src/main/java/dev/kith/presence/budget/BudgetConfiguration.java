package dev.kith.presence.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much of presence each app has told by one node. One delivery is one watcher who is told of one change.
@ConfigMapping(prefix = "kith.presence.budget")
public interface BudgetConfiguration {
    /// Deliveries a second of an app that set nothing. 5,000: half of what a node of messaging-service pushes when it
    /// does nothing else.
    @WithDefault("5000")
    int perSecond();

    /// How much an app that told little saves up, as the time in which its budget would be that much. 2 s: a meeting
    /// begins, and everybody comes.
    @WithDefault("2s")
    Duration saved();

    /// How long an app's changes may have waited without an end before nothing is told any more. 10 s: later than
    /// that the news is no news, and the renewal of the watch is near.
    @WithDefault("10s")
    Duration patience();

    /// How long nothing is told then. 60 s: by then every watch was renewed once.
    @WithDefault("60s")
    Duration onDemand();
}
