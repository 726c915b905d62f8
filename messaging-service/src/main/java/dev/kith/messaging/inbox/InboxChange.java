package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.socket.Entry;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a batch does to the store, each row and each head once, and what its owners are told after the commit.
///
/// @param heads new newest seq of each owner to whom anything happened
/// @param inserted rows that were not there, as they stand at the end of the batch, with the record they came from
/// @param updated rows that were there
/// @param marks what became of messages, of rows that were there and of new ones
/// @param fading when messages disappear for which that begins now, unless it began before
/// @param early waiting statuses, new or raised
/// @param spent waiting statuses that have met their row
/// @param outcomes what others are to be told, as records of the log
/// @param entries live stream of each owner, seq by seq
record InboxChange(
        Map<Long, Long> heads,
        Map<InboxKey, Inserted> inserted,
        Map<InboxKey, InboxRow> updated,
        Map<InboxKey, Mark> marks,
        Map<InboxKey, Long> fading,
        Map<InboxKey, Integer> early,
        Set<InboxKey> spent,
        List<InboxRecord> outcomes,
        Map<Long, List<Entry>> entries) {

    record Inserted(InboxRow row, InboxRecord origin) {}
}
