package dev.kith.client.store;

import dev.kith.client.MessageStatus;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored, as of the last transaction. What the user has done to a message and the server has not taken is given
 * with it; what the user has deleted is not there. Belongs to one thread, which is another than that of the writer.
 */
public final class Archive {
    private static final String COLUMNS = "select m.id, m.status, m.message, c.peer, m.found from message m"
            + " join conversation c on c.number = m.conversation";
    private static final String SHOWN = " m.status <> 'DELETED'"
            + " and not exists (select 1 from outbox o where o.message = m.id and o.deletes = 1)";
    private static final String WITH_A_FILE = " and " + Schema.HAS_A_FILE;
    private static final String NO_MISSED_CALLS = " and m.status <> 'CALL_MISSED'";
    private static final String FOUND = " from words w join message m on m.found = w.rowid"
            + " join conversation c on c.number = m.conversation where words match ? and" + SHOWN;

    private final Connected database;

    /**
     * Which messages.
     *
     * @param peer null, and group 0: with everybody
     * @param words null: whatever they say
     * @param filesAlone those that are about a file, and no others
     */
    public record Sought(
            @Nullable String peer, long group, @Nullable String words, boolean missedCalls, boolean filesAlone) {
        boolean isOfAll() {
            return peer == null && group == 0;
        }
    }

    /** Where a page ended. */
    public record Place(long acceptedAt, long id, long found) {
        public static final Place NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        public static final Place OLDEST = new Place(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /**
     * A message.
     *
     * @param peer the other side by their address of today; empty in a group
     * @param pending what the user has done to it that the server has not taken, in order
     */
    public record Item(Message message, MessageStatus status, String peer, List<ClientFrame> pending, Place place) {}

    public record Line(String peer, long group, Item last, long unread) {}

    Archive(Connected database) {
        this.database = database;
        database.run("pragma query_only = on");
        database.run("pragma busy_timeout = 5000");
        database.run("pragma cache_size = -2000");
    }

    /** Whether this device has all that the server has: it did not begin in the middle. */
    public boolean isWhole() {
        return database.number("select count(*) from meta where name = ?", Meta.PARTIAL) == 0;
    }

    public Optional<Item> find(long id) {
        return items(database.all(COLUMNS + " where m.id = ? and" + SHOWN, Archive::item, id)).stream()
                .findFirst();
    }

    /** The liveliest first, those after this place. */
    public List<Line> conversations(Place after, int limit) {
        var lines = database.all(
                "select m.id, m.status, m.message, c.peer, m.found, c.grp, c.unread from conversation c"
                        + " join message m on m.id = c.last_id where (c.last_at, c.last_id) < (?, ?)"
                        + " order by c.last_at desc, c.last_id desc limit ?",
                row -> new Line(row.getString(4), row.getLong(6), item(row), row.getLong(7)),
                after.acceptedAt,
                after.id,
                limit);
        var last = items(lines.stream().map(Line::last).toList());
        return IntStream.range(0, lines.size())
                .mapToObj(i -> {
                    var line = lines.get(i);
                    return new Line(line.peer, line.group, last.get(i), line.unread);
                })
                .toList();
    }

    /** With whom there was a message last, the last one first. */
    public List<String> recentPeers(int limit) {
        return database.all(
                "select peer from conversation where grp = 0 and last_id is not null"
                        + " order by last_at desc, last_id desc limit ?",
                row -> row.getString(1),
                limit);
    }

    /** The newest first. */
    public List<Item> older(Sought sought, Place than, int limit) {
        if (sought.words != null) {
            return found(sought, sought.words, " and w.rowid < ? order by w.rowid desc limit ?", than, limit);
        }
        return items(database.all(
                COLUMNS + where(sought) + " and (m.accepted_at, m.id) < (?, ?)"
                        + " order by m.accepted_at desc, m.id desc limit ?",
                Archive::item,
                with(sought, than.acceptedAt, than.id, limit)));
    }

    /** The oldest first. */
    public List<Item> newer(Sought sought, Place than, int limit) {
        if (sought.words != null) {
            return found(sought, sought.words, " and w.rowid > ? order by w.rowid limit ?", than, limit);
        }
        return items(database.all(
                COLUMNS + where(sought) + " and (m.accepted_at, m.id) > (?, ?)"
                        + " order by m.accepted_at, m.id limit ?",
                Archive::item,
                with(sought, than.acceptedAt, than.id, limit)));
    }

    private List<Item> found(Sought sought, String words, String page, Place than, int limit) {
        return Words.expression(words, conversation(sought))
                .map(expression -> items(database.all(
                        "select m.id, m.status, m.message, c.peer, m.found" + FOUND + kinds(sought) + page,
                        Archive::item,
                        expression,
                        than.found,
                        limit)))
                .orElse(List.of());
    }

    public long count(Sought sought) {
        if (sought.words == null) {
            return database.number("select count(*) from message m" + where(sought), with(sought));
        }
        return Words.expression(sought.words, conversation(sought))
                .map(expression -> database.number("select count(*)" + FOUND + kinds(sought), expression))
                .orElse(0L);
    }

    /** Of all that are sought. */
    public List<Long> ids(Sought sought) {
        if (sought.words != null) {
            return older(sought, Place.NEWEST, Integer.MAX_VALUE).stream()
                    .map(item -> item.message().getId())
                    .toList();
        }
        return database.all("select m.id from message m" + where(sought), row -> row.getLong(1), with(sought));
    }

    private static String where(Sought sought) {
        return " where" + (sought.isOfAll() ? "" : " m.conversation = ? and") + SHOWN + kinds(sought);
    }

    private static String kinds(Sought sought) {
        return (sought.missedCalls ? "" : NO_MISSED_CALLS) + (sought.filesAlone ? WITH_A_FILE : "");
    }

    private @Nullable Object[] with(Sought sought, Object... more) {
        var values = new ArrayList<@Nullable Object>();
        if (!sought.isOfAll()) {
            values.add(conversation(sought));
        }
        values.addAll(List.of(more));
        return values.toArray(new @Nullable Object[0]);
    }

    /** 0: all; -1: there is none. */
    private long conversation(Sought sought) {
        if (sought.isOfAll()) {
            return 0;
        }
        var peer = sought.peer == null ? "" : sought.peer;
        return database.one(
                        "select number from conversation where peer = ? and grp = ?",
                        row -> row.getLong(1),
                        peer,
                        sought.group)
                .orElse(-1L);
    }

    private static Item item(ResultSet row) throws SQLException {
        var message = MessageRows.message(row.getBytes(3));
        return new Item(
                message,
                MessageStatus.valueOf(row.getString(2)),
                row.getString(4),
                List.of(),
                new Place(message.getAcceptedAt(), message.getId(), row.getLong(5)));
    }

    /** With what waits to be done to them, asked for once for all. */
    private List<Item> items(List<Item> stored) {
        var pending = pending(stored);
        if (pending.isEmpty()) {
            return stored;
        }
        return stored.stream()
                .map(item -> new Item(
                        item.message,
                        item.status,
                        item.peer,
                        pending.getOrDefault(item.message.getId(), List.of()),
                        item.place))
                .toList();
    }

    private Map<Long, List<ClientFrame>> pending(List<Item> stored) {
        var ids = stored.stream()
                .map(item -> Long.toString(item.message.getId()))
                .collect(Collectors.joining(",", "[", "]"));
        return database
                .all(
                        "select o.message, o.frame from json_each(?) j cross join outbox o on o.message = j.value"
                                + " where o.failed = 0 order by o.place",
                        row -> Map.entry(row.getLong(1), KeptOutbox.frame(row.getBytes(2))),
                        ids)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    public void close() {
        database.close();
    }
}
