package dev.kith.presence.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How sessions in the registry are read. The writer's figures; they change only together with messaging-service.
@ConfigMapping(prefix = "kith.presence.registry")
public interface RegistryConfiguration {
    /// How long a session stays registered after its last heartbeat. A registry younger than this proves nothing.
    @WithDefault("35s")
    Duration registration();

    /// A session whose last heartbeat is older counts as gone. Two heartbeats of 10 s may be missed; with the sweep
    /// and the delay before "offline" is told, a silent death is known within 35 s of the last heartbeat.
    @WithDefault("25s")
    Duration silence();
}
