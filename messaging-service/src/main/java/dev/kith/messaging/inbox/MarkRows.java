package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.messaging.writer.RoundTrip;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the store keeps of changed messages. A batch without a change costs nothing here.
final class MarkRows {
    private static final String READ =
            "select m.owner, m.id, m.revision, m.edit_hash, m.edited_at, m.deletion, m.reactions,"
                    + " m.first_seq <= coalesce((select a.seq from inbox_ack a where a.owner = m.owner), 0) as held"
                    + " from unnest(?::bigint[], ?::bigint[]) as k(owner, id)"
                    + " cross join lateral (select * from message m where m.owner = k.owner and m.id = k.id offset 0) m";
    // After the rows themselves are written: also those of this batch have theirs.
    private static final String WRITE = "update message m set revision = u.revision, edit_hash = u.edit_hash,"
            + " edited_at = u.edited_at, deletion = u.deletion, reactions = u.reactions,"
            + " body = case when u.deletion <> 0 then null when u.edited then u.body else m.body end,"
            + " data = case when u.deletion <> 0 then null when u.edited then u.data else m.data end,"
            + " type = case when u.deletion <> 0 then '' else m.type end,"
            + " properties = case when u.deletion <> 0 then null else m.properties end"
            + " from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bytea[],"
            + " ?::boolean[], ?::text[], ?::bytea[])"
            + " as u(owner, id, revision, edit_hash, edited_at, deletion, reactions, edited, body, data)"
            + " where m.owner = u.owner and m.id = u.id";

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
        InboxRows.keyed(trip, WRITE, keys)
                .with(marks.stream().mapToLong(Mark::revision).toArray())
                .with(marks.stream().mapToLong(Mark::editHash).toArray())
                .with(marks.stream().mapToLong(Mark::editedAt).toArray())
                .with(marks.stream().mapToInt(Mark::deletion).toArray())
                .blobs(blobs(marks, MarkRows::reactions))
                .with(marks.stream().map(mark -> mark.edit().isPresent()).toArray(Boolean[]::new))
                .texts(marks.stream()
                        .map(mark -> mark.edit()
                                .filter(e -> e.hasText())
                                .map(e -> e.getText())
                                .orElse(null))
                        .toArray(String[]::new))
                .blobs(blobs(
                        marks,
                        mark -> mark.edit()
                                .filter(e -> e.hasData())
                                .map(e -> e.getData().toByteArray())
                                .orElse(null)));
    }

    private static byte @Nullable [] reactions(Mark mark) {
        return mark.reactions().getReactionsCount() == 0
                ? null
                : mark.reactions().toByteArray();
    }

    private static byte[][] blobs(List<Mark> marks, Function<Mark, byte @Nullable []> blob) {
        return marks.stream().map(blob).toArray(byte[][]::new);
    }
}
