package dev.kith.profile.fanout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When followers are told of a changed profile.
@ConfigMapping(prefix = "kith.profile.fan-out")
interface FanOutSettings {
    /// How long a profile rests before its followers are told. 150 ms: somebody who types or clicks through a form is
    /// told of once, and a single change is seen without a delay that anybody notices.
    @WithDefault("150ms")
    Duration rest();

    /// The longest that a profile which does not rest waits. 1 s: live edits stay live.
    @WithDefault("1s")
    Duration longest();

    /// Profiles that are told of at the same time. 4: half of the connections to the database, so that requests are
    /// answered beside them.
    @WithDefault("4")
    int atOnce();

    /// Most changes that wait to be told; beyond, the topic waits. 5000: some MiB with usual profiles.
    @WithDefault("5000")
    int mostWaiting();
}
