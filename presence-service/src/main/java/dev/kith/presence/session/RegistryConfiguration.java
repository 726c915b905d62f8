package dev.kith.presence.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How sessions in the registry are read. The writer's figures; they change only together with messaging-service.
@ConfigMapping(prefix = "kith.presence.registry")
public interface RegistryConfiguration {
    /// How long a session stays registered after its last heartbeat.
    @WithDefault("35s")
    Duration registration();

    /// A session whose last heartbeat is older counts as gone. Two heartbeats of 10 s may be missed, and what the
    /// devices of a node that was killed need to come back; with the sweep, a silent death is known within 35 s of
    /// the last heartbeat.
    @WithDefault("30s")
    Duration silence();

    /// For how long a registry that was emptied, or could not be read, proves no absence. 20 s: within 10 s every
    /// session is written again, and once more within as long.
    @WithDefault("20s")
    Duration proof();
}
