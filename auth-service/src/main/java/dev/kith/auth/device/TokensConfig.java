package dev.kith.auth.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long tokens live.
@ConfigMapping(prefix = "kith.auth.tokens")
public interface TokensConfig {
    /// Of a user's access token. A revoked device can still read over REST for as long.
    @WithDefault("PT15M")
    Duration accessLife();

    /// Longest access token that an app's backend may ask for.
    @WithDefault("PT1H")
    Duration longestAccessLife();

    /// Of a refresh token that is not used; every use starts it anew.
    @WithDefault("P60D")
    Duration refreshLife();

    /// How long after its use a refresh token is answered once more, for clients that lost the answer.
    @WithDefault("PT10S")
    Duration replay();

    /// Most sign-ins of one user; the one that was refreshed longest ago gives way.
    @WithDefault("50")
    int mostDevices();
}
