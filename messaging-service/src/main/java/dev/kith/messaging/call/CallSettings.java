package dev.kith.messaging.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Calls.
@ConfigMapping(prefix = "kith.call")
public interface CallSettings {
    /// How long a call rings. 60 s: as telephones do; what nobody has answered by then stays missed.
    @WithDefault("60s")
    Duration ring();
}
