package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What the store keeps of changed messages. A batch without a change costs nothing here.
final class MarkRows {
    private static final String READ =
            "select m.owner, m.id, m.revision, m.edit_hash, m.edited_at, m.deletion, m.reactions,"
                    + " m.first_seq <= coalesce((select a.seq from inbox_ack a where a.owner = m.owner), 0) as held"
                    + " from unnest(?::bigint[], ?::bigint[]) as k(owner, id)"
                    + " cross join lateral (select * from message m where m.owner = k.owner and m.id = k.id offset 0) m";
    // After the rows themselves are written: also those of this batch have theirs.
    private static final String WRITE =
            "update message m set " + MarkColumns.SET + " from unnest(?::bigint[], ?::bigint[], " + MarkColumns.ARRAYS
                    + ") as u(owner, id, " + MarkColumns.NAMES + ") where m.owner = u.owner and m.id = u.id";

    private MarkRows() {}

    /// Has the trip read the marks of all that these records change.
    static void read(RoundTrip trip, List<InboxRecord> records, Map<InboxKey, Mark> into) {
        var keys = records.stream()
                .filter(InboxRecord::hasChanged)
                .map(record ->
                        new InboxKey(record.getOwner(), record.getChanged().getId()))
                .collect(Collectors.toUnmodifiableSet());
        if (keys.isEmpty()) {
            return;
        }
        InboxRows.keyed(trip, READ, keys)
                .each(row -> into.put(
                        new InboxKey(row.getLong(1), row.getLong(2)),
                        Mark.stored(
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getInt(6),
                                row.getBytes(7),
                                row.getBoolean(8))));
    }

    static void write(RoundTrip trip, Map<InboxKey, Mark> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        var keys = List.copyOf(changed.keySet());
        var marks = keys.stream().map(changed::get).map(Objects::requireNonNull).toList();
        MarkColumns.with(InboxRows.keyed(trip, WRITE, keys), marks);
    }
}
