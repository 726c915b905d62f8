package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.StoredMessage;
import java.util.List;
import java.util.Map;

/// What a batch does to the groups, and what has to come into the inboxes of their members.
///
/// @param heads new newest seq of each group in which anything was said
/// @param inserted messages that were not there
/// @param outgoing in the order of the log
record GroupChange(Map<Long, Long> heads, Map<GroupKey, Inserted> inserted, List<Outgoing> outgoing) {

    record Inserted(GroupRow row, StoredMessage message) {}

    /// A message on its way into inboxes: those of the members of that version, or that of its sender alone.
    record Outgoing(String app, StoredMessage message, long version) {
        static final long SENDER_ALONE = 0;
    }
}
