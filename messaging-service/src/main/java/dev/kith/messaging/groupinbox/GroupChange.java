package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import java.util.List;
import java.util.Map;

/// What a batch does to the groups, and what has to come into the inboxes of their members.
///
/// @param heads new newest numbers of each group in which anything happened
/// @param inserted messages that were not there
/// @param marks what became of messages, of those that were there and of new ones
/// @param outgoing in the order of the log
record GroupChange(
        Map<Long, Head> heads,
        Map<GroupKey, Inserted> inserted,
        Map<GroupKey, GroupMark> marks,
        List<Outgoing> outgoing) {

    /// The newest number of a message, and that of a change of one.
    record Head(long seq, long changes) {
        static final Head NONE = new Head(0, 0);
    }

    record Inserted(GroupRow row, StoredMessage message) {}

    /// On its way into inboxes: those of the members of that version, or that of its author alone.
    ///
    /// @param what for no owner yet
    /// @param by who said it; whom their messages do not reach is left out. 0: nobody is
    record Outgoing(InboxRecord what, long group, long by, long version) {
        static final long AUTHOR_ALONE = 0;
        static final long NOBODY = 0;
    }
}
