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

    /// How long a positive answer about who may write to whom is remembered, if nobody says that it changed. 10 s:
    /// the
    /// longest that a block can stay without effect while Redis is away.
    @WithDefault("10s")
    Duration remember();
}
