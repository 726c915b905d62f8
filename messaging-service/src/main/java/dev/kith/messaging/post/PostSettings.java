package dev.kith.messaging.post;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Sending without a socket.
@ConfigMapping(prefix = "kith.post")
public interface PostSettings {
    /// Calls of one app per [#appRateWindow()], whoever of its users sends. 10,000 in 10 s: what one node takes in from
    /// all sockets together; more are the app's mistake.
    @WithDefault("10000")
    int appRate();

    @WithDefault("10s")
    Duration appRateWindow();

    /// How long an Idempotency-Key is known. 24 h: longer than anybody repeats a call.
    @WithDefault("24h")
    Duration keyLife();

    /// Keys of one sender that are known, the latest ones. 100,000: some 10 MB for the busiest bot, and hours of what
    /// it may send.
    @WithDefault("100000")
    int mostKeys();
}
