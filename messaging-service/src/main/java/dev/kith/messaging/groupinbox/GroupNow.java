package dev.kith.messaging.groupinbox;

import dev.kith.messaging.groupinbox.GroupChange.Head;
import java.util.Map;

/// What the store holds of everything that a batch names, at one moment.
///
/// @param groups those that there are
/// @param heads newest numbers of each group; absent: nothing yet
/// @param rows the batch's messages that are there
/// @param marks of those that the batch changes
/// @param roles of those who say something; absent: not a member
/// @param absences how often it changed who of a group is away; 0: nobody ever was
record GroupNow(
        Map<Long, Standing> groups,
        Map<Long, Head> heads,
        Map<GroupKey, GroupRow> rows,
        Map<GroupKey, GroupMark> marks,
        Map<Membership, Integer> roles,
        Map<Long, Long> absences) {

    /// A group as it stands.
    record Standing(String app, long version, int members, int maySend, int maySee) {
        /// The lowest role whose acts all members may see, and so who did them.
        int mayShow() {
            return Math.min(maySend, maySee);
        }
    }

    record Membership(long group, long uid) {}
}
