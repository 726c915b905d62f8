package dev.kith.messaging.expiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The end of messages that nobody came for.
@ConfigMapping(prefix = "kith.expiry")
public interface ExpirySettings {
    /// How often this node looks for them. 5 s: who comes so soon after the deadline still gets the message, and the
    /// sender hears as late that nobody did.
    @WithDefault("5s")
    Duration every();

    /// Most messages of one look. 500: some milliseconds of the store. A backlog goes at ten times the pace, see
    /// [Lookout]: 1,000 a second.
    @WithDefault("500")
    int batch();
}
