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

    /// From so many members on, those who are away are brought what was said when they come back, not before. 1,000: up
    /// to that a row for each who is away costs less than to know who is. At least 100.
    @WithDefault("1000")
    int large();

    /// How often it is looked who of a large group is away. 60 s: until then they cost as much as those who are here.
    @WithDefault("60s")
    Duration look();

    /// How long a call for history waits for what its user missed in large groups. 2 s: what is not there by then is
    /// with the next call.
    @WithDefault("2s")
    Duration historyWait();

    /// Members of all groups that the writer keeps in memory. A million: 8 MB of numbers.
    @WithDefault("1000000")
    int rememberedMembers();
}
