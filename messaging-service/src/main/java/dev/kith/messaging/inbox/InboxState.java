package dev.kith.messaging.inbox;

import java.util.Map;
import java.util.Set;

/// What the store holds of everything that a batch names.
///
/// @param heads newest seq of each owner; absent: nothing yet
/// @param rows those of the batch's messages that are there
/// @param early statuses that wait for the row of one's own message
/// @param marks of the messages that the batch changes
/// @param gone owners who have left
/// @param acked up to which seq some device of each owner has everything; absent: nothing
/// @param room how many messages of others an inbox takes; absent: enough
record InboxState(
        Map<Long, Long> heads,
        Map<InboxKey, InboxRow> rows,
        Map<InboxKey, Mark> marks,
        Map<InboxKey, Integer> early,
        Set<Long> gone,
        Map<Long, Long> acked,
        Map<Long, Long> room) {
    static final InboxState EMPTY =
            new InboxState(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), Map.of());
}
