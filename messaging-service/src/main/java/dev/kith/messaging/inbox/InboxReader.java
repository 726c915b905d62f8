package dev.kith.messaging.inbox;

import dev.kith.contracts.socket.MessageStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads inboxes. Every question is about the rows of one owner.
@ApplicationScoped
public class InboxReader {
    /// Of a message of a group the body, and what became of it, are kept with the group, for all its members.
    static final String COLUMNS = "m.id, peer, peer_address, kind, status, changed_seq, conflict_seq, accepted_at,"
            + " flags, case when g.ended <> 0 then '' else m.type end as type, coalesce(m.body, g.body) as body, coalesce(m.data, g.data) as data, reply_to,"
            + " coalesce(m.properties, g.properties) as properties, coalesce(g.group_seq, 0) as group_seq,"
            + " g.recipients, g.delivered, g.read_by, first_seq,"
            + " case when m.peer < 0 then coalesce(g.of_edit, 0) else m.revision end as revision,"
            + " coalesce(g.edited, m.edited_at) as edited_at, greatest(m.deletion, g.ended) as deletion,"
            + " coalesce(m.reactions, g.felt) as reactions, expires_at, disappear,"
            + " m.deletion = 0 and disappear_at <> 0 and disappear_at <= extract(epoch from now()) * 1000 as faded,"
            + " first_seq <= coalesce((select a.seq from inbox_ack a where a.owner = m.owner), 0) as held";
    static final String ROWS = " from message m left join lateral (select seq as group_seq,"
            + " recipients, delivered, read_by, revision as of_edit, edited_at as edited, deletion as ended,"
            + " case when m.deletion = 0 then reactions end as felt,"
            + " case when m.deletion = 0 then body end as body, case when m.deletion = 0 then data end as data,"
            + " case when m.deletion = 0 then properties end as properties from group_message"
            + " where gid = -m.peer and id = m.id and m.peer < 0 and m.kind <> 4 offset 0) g on true";
    private static final int MOST_UNDELIVERED = 10_000;

    /// Rows of a page: as many as asked for, but none begins past so many bytes of bodies, so that a page of large
    /// messages is short. The row after the last tells that there is more.
    static final String PAGE = "select * from (select p.*, count(*) over () as available,"
            + " row_number() over w as nth, sum(size) over w - size as bytes_before from (select " + COLUMNS
            + ", coalesce(octet_length(coalesce(m.body, g.body)), 0) + coalesce(octet_length(coalesce(m.data, g.data)), 0)"
            + " + coalesce(octet_length(coalesce(m.properties, g.properties)), 0) as size"
            + ROWS + " where %1$s order by %2$s limit $1 + 1) p window w as (order by %2$s)) q"
            + " where nth <= $1 and bytes_before < 524288 order by nth";

    private static final String CHANGED_AFTER = PAGE.formatted("owner = $2 and changed_seq > $3", "changed_seq");

    private final Pool pool;

    InboxReader(Pool pool) {
        this.pool = pool;
    }

    /// A message and its sender.
    public record Received(long id, long sender, boolean wantsReadReceipt) {}

    /// Some rows, and whether there are more of them.
    public record Page(List<InboxView> views, boolean more) {
        /// Nothing at all.
        public static final Page EMPTY = new Page(List.of(), false);
    }

    /// The newest seq of each of these inboxes; 0 for an empty one.
    public Future<Map<Long, Long>> heads(Collection<Long> owners) {
        return pool.preparedQuery("select owner, head from inbox_head where owner = any($1)")
                .execute(Tuple.of(owners.toArray(Long[]::new)))
                .map(rows -> {
                    var heads = new HashMap<Long, Long>();
                    owners.forEach(owner -> heads.put(owner, 0L));
                    rows.forEach(row -> heads.put(row.getLong(0), row.getLong(1)));
                    return heads;
                });
    }

    /// Rows of the owner that changed after `position`, oldest change first, at most `limit`.
    ///
    /// There is no upper bound: a row that changes while a device turns the pages moves behind every page that it
    /// has had, never out of its sight.
    public Future<Page> changedAfter(long owner, long position, int limit) {
        return pool.preparedQuery(CHANGED_AFTER)
                .execute(Tuple.of(limit, owner, position))
                .map(InboxReader::page);
    }

    /// Which of these ids are received messages that the owner has not read, with their senders.
    public Future<List<Received>> unread(long owner, Collection<Long> ids) {
        return pool.preparedQuery("select id, peer, flags from message"
                        + " where owner = $1 and id = any($2) and kind = $3 and status < $4")
                .execute(Tuple.of(
                        owner, ids.toArray(Long[]::new), RowContent.RECEIVED, MessageStatus.RECEIVED_READ_VALUE))
                .map(InboxReader::received);
    }

    /// New messages whose senders want to know that they were delivered, of the changes in (after, upTo]. Not those
    /// that were deleted: of them no device gets anything any more.
    public Future<List<Received>> undelivered(long owner, long after, long upTo) {
        return pool.preparedQuery("select id, peer, flags from message where owner = $1 and changed_seq > $2"
                        + " and changed_seq <= $3 and kind = $4 and status = $5 and deletion = 0 and flags & $6 <> 0"
                        + " limit $7")
                .execute(Tuple.from(List.of(
                        owner,
                        after,
                        upTo,
                        RowContent.RECEIVED,
                        MessageStatus.RECEIVED_NEW_VALUE,
                        RowContent.DELIVERY_RECEIPT,
                        MOST_UNDELIVERED)))
                .map(InboxReader::received);
    }

    /// The hash of a stored message; empty if there is none of this id.
    public Future<Optional<Long>> contentHash(long owner, long id) {
        return pool.preparedQuery("select content_hash from message where owner = $1 and id = $2")
                .execute(Tuple.of(owner, id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getLong(0)));
    }

    private static List<Received> received(RowSet<Row> rows) {
        var received = new ArrayList<Received>();
        rows.forEach(row -> received.add(
                new Received(row.getLong(0), row.getLong(1), (row.getInteger(2) & RowContent.READ_RECEIPT) != 0)));
        return received;
    }

    static Page page(RowSet<Row> rows) {
        var views = new ArrayList<InboxView>(rows.size());
        long available = 0;
        for (var row : rows) {
            views.add(InboxView.of(row));
            available = row.getLong("available");
        }
        return new Page(views, available > views.size());
    }
}
