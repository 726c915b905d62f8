package dev.kith.presence.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Watching other people's presence.
@ConfigMapping(prefix = "kith.presence.watch")
public interface WatchConfiguration {
    /// How long a watch lasts unless it is renewed. Two minutes: a client that dies costs notices for no
    /// longer, and one that lives renews once a minute.
    @WithDefault("120s")
    Duration lease();

    /// Most addresses of one call: more people than any screen shows.
    @WithDefault("500")
    int mostAddresses();

    /// Calls a minute and user.
    @WithDefault("60")
    int callsPerMinute();
}
