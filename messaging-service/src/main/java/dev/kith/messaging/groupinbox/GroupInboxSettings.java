package dev.kith.messaging.groupinbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Messages in groups.
@ConfigMapping(prefix = "kith.group-inbox")
interface GroupInboxSettings {
    /// How long a yes about who may send to a group is remembered. 10 s, as with people; the group's writer asks again.
    @WithDefault("10s")
    Duration remember();

    /// How long the writer waits until the inbox log has taken what a batch brings there. 30 s: more than the log's own
    /// time, after which a record is given up.
    @WithDefault("30s")
    Duration patience();

    /// Members of all groups that the writer keeps in memory. A million: 8 MB of numbers.
    @WithDefault("1000000")
    int rememberedMembers();
}
