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
    private static final String COLUMNS =
            "id, peer, peer_address, kind, status, changed_seq, conflict_seq, accepted_at,"
                    + " flags, type, body, data, reply_to, properties";
    private static final int MOST_UNDELIVERED = 10_000;

    private final Pool pool;

    InboxReader(Pool pool) {
        this.pool = pool;
    }

    /// A message and its sender.
    public record Received(long id, long sender, boolean wantsReadReceipt) {}

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
    public Future<List<InboxView>> changedAfter(long owner, long position, int limit) {
        return pool.preparedQuery("select " + COLUMNS + " from message where owner = $1 and changed_seq > $2"
                        + " order by changed_seq limit $3")
                .execute(Tuple.of(owner, position, limit))
                .map(InboxReader::views);
    }

    /// The owner's messages with a peer, newest first, older than a place in that order.
    public Future<List<InboxView>> withPeer(long owner, long peer, HistoryPlace before, int limit) {
        return pool.preparedQuery("select " + COLUMNS + " from message where owner = $1 and peer = $2"
                        + " and (accepted_at, id) < ($3, $4) order by accepted_at desc, id desc limit $5")
                .execute(Tuple.of(owner, peer, before.acceptedAt(), before.id(), limit))
                .map(InboxReader::views);
    }

    /// Which of these ids are received messages that the owner has not read, with their senders.
    public Future<List<Received>> unread(long owner, Collection<Long> ids) {
        return pool.preparedQuery("select id, peer, flags from message"
                        + " where owner = $1 and id = any($2) and kind = $3 and status < $4")
                .execute(Tuple.of(
                        owner, ids.toArray(Long[]::new), RowContent.RECEIVED, MessageStatus.RECEIVED_READ_VALUE))
                .map(InboxReader::received);
    }

    /// New messages whose senders want to know that they were delivered, of the changes in (after, upTo].
    public Future<List<Received>> undelivered(long owner, long after, long upTo) {
        return pool.preparedQuery("select id, peer, flags from message where owner = $1 and changed_seq > $2"
                        + " and changed_seq <= $3 and kind = $4 and status = $5 and flags & $6 <> 0 limit $7")
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

    private static List<InboxView> views(RowSet<Row> rows) {
        var views = new ArrayList<InboxView>();
        rows.forEach(row -> views.add(InboxView.of(row)));
        return views;
    }
}
