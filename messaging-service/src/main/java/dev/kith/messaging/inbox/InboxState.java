package dev.kith.messaging.inbox;

import java.util.Map;

/// What the store holds of everything that a batch names.
///
/// @param heads newest seq of each owner; absent: nothing yet
/// @param rows those of the batch's messages that are there
/// @param early statuses that wait for the row of one's own message
record InboxState(Map<Long, Long> heads, Map<InboxKey, InboxRow> rows, Map<InboxKey, Integer> early) {
    static final InboxState EMPTY = new InboxState(Map.of(), Map.of(), Map.of());
}
