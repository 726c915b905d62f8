package dev.kith.presence.state;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How sessions become an announced state.
@ConfigMapping(prefix = "kith.presence")
public interface StateConfiguration {
    /// How long a user has to be without a session before "offline" is told. Who reconnects within it was never
    /// away. 20 s: the devices of a node that stops are asked to come back within 10 s, and a storm of all of them
    /// is over after twice that; it tells nobody anything.
    @WithDefault("20s")
    Duration offlineDelay();

    /// How long it is if the user's last device has said goodbye before it went. 3 s: an app that is closed and opened
    /// again, or a script that calls twice, makes no notices.
    @WithDefault("3s")
    Duration goodbyeDelay();

    /// How often absences are looked at that may have lasted long enough.
    @WithDefault("1s")
    Duration absenceCheck();

    /// How often the sessions of all who are believed online are looked up, for those who went without a word. 3 s
    /// keeps a silent death below 35 s, at one small read a user.
    @WithDefault("3s")
    Duration sweep();

    /// How often the whole registry is read for users whose coming was lost on the way. Rare, for nothing is lost as
    /// long as Kafka takes what messaging-service sends.
    @WithDefault("30s")
    Duration search();
}
