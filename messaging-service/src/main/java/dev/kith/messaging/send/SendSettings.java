package dev.kith.messaging.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Accepting messages.
@ConfigMapping(prefix = "kith.send")
public interface SendSettings {
    /// Largest body in bytes. 64 KiB: what is longer is a file.
    @WithDefault("65536")
    int maxBodyBytes();

    /// Messages of one user per [#rateWindow()]. 2,000 in 10 s: far above any person, below what one bot could hurt
    /// with.
    @WithDefault("2000")
    int rate();

    @WithDefault("10s")
    Duration rateWindow();

    /// How long a message waits for its recipient if its sender does not say. 30 d: longer than a holiday.
    @WithDefault("30d")
    Duration expiry();

    /// How long one that is for those online now waits for a device. 30 s: a connection that breaks may come back.
    @WithDefault("30s")
    Duration onlineOnly();

    /// How long a positive answer about who may write to whom is remembered, if nobody says that it changed. 10
    /// s: the longest that a block can stay without effect while Redis is away.
    @WithDefault("10s")
    Duration remember();
}
