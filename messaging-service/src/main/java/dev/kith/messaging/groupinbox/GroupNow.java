package dev.kith.messaging.groupinbox;

import java.util.Map;

/// What the store holds of everything that a batch names, at one moment.
///
/// @param groups those that there are
/// @param heads newest seq of each group; absent: nothing yet
/// @param rows the batch's messages that are there
/// @param roles of those who send; absent: not a member
record GroupNow(
        Map<Long, Standing> groups,
        Map<Long, Long> heads,
        Map<GroupKey, GroupRow> rows,
        Map<Membership, Integer> roles) {

    /// A group as it stands.
    record Standing(String app, long version, int members, int maySend) {}

    record Membership(long group, long uid) {}
}
