package dev.kith.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Reads a user's conversations, each as its last message and how many are unread, the liveliest first.
///
/// The order is that of one moment, the newest message of the first page: later pages look at each conversation as
/// it stood then, so one in which somebody writes meanwhile neither jumps over a page nor comes twice.
@ApplicationScoped
public class SummaryReader {
    /// More are not counted.
    public static final int MOST_UNREAD = 10_000;

    /// One step into an index for each conversation; the rows and the unread ones only for those of the page. A group
    /// is a peer below 0. What is past its deadline is left out before it is ended, as in the history.
    static final String READ = "select said.*, unread.of_peer as unread from ("
            + " select c.peer, last.accepted_at, last.id from (select peer from conversation where owner = $1"
            + " union all select -gid from group_member where uid = $1) c"
            + " cross join lateral (select n.accepted_at, n.id from message n where n.owner = $1 and n.peer = c.peer"
            + " and n.kind in (1, 2) and n.deletion = 0 and not (n.expires_at <> 0"
            + " and n.expires_at <= extract(epoch from now()) * 1000 and n.kind = 2 and n.status = 10)"
            + " and (n.accepted_at, n.id) <= ($2, $3)"
            + " order by n.accepted_at desc, n.id desc limit 1) last"
            + " where (last.accepted_at, last.id) < ($4, $5)"
            + " order by last.accepted_at desc, last.id desc limit $6) page"
            + " cross join lateral (select " + InboxReader.COLUMNS + InboxReader.ROWS
            + " where m.owner = $1 and m.id = page.id offset 0) said"
            + " cross join lateral (select count(*) as of_peer from (select from message u where u.owner = $1"
            + " and u.peer = page.peer and u.kind = 2 and u.status = 10 and u.deletion = 0 limit " + MOST_UNREAD
            + ") u) unread"
            + " order by page.accepted_at desc, page.id desc";

    private final Pool pool;

    SummaryReader(Pool pool) {
        this.pool = pool;
    }

    /// A conversation.
    public record Line(InboxView last, long unread) {
        public HistoryPlace place() {
            return last.place();
        }
    }

    /// Conversations older than a place, as they stood at another.
    public Future<List<Line>> read(long owner, HistoryPlace asOf, HistoryPlace before, int limit) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(owner, asOf.acceptedAt(), asOf.id(), before.acceptedAt(), before.id(), limit))
                .map(rows -> rows.stream().map(SummaryReader::line).toList());
    }

    private static Line line(Row row) {
        return new Line(InboxView.of(row), row.getLong("unread"));
    }
}
