package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a batch does to the groups, and what has to come into the inboxes of their members.
///
/// @param heads new newest numbers of each group in which anything happened
/// @param inserted messages that were not there
/// @param marks what became of messages, of those that were there and of new ones
/// @param outgoing in the order of the log
/// @param away members who are from now on, with how far they have everything
/// @param back members who have come back
record GroupChange(
        Map<Long, Head> heads,
        Map<GroupKey, Inserted> inserted,
        Map<GroupKey, GroupMark> marks,
        List<Outgoing> outgoing,
        Map<Membership, Absence> away,
        Set<Membership> back) {

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

        /// Whether somebody who is away has it all the same: it was said, or done, before they were.
        boolean isBefore(Absence absence) {
            return what.hasMessage()
                    ? what.getMessage().getGroupSeq() <= absence.seq()
                    : what.getChanged().getChange() <= absence.changes();
        }

        /// Whose own message it is; 0: it is none.
        long author() {
            return what.hasMessage() ? what.getMessage().getSender() : NOBODY;
        }
    }
}
