package dev.kith.messaging.inbox;

import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Disappearing.After;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Finds messages whose time is over.
@ApplicationScoped
public class Faded {
    private static final String OVER = "(select owner, id, peer, kind, disappear, deletion from message"
            + " where disappear_at <> 0 and disappear_at <= $1 order by disappear_at limit $2)";
    // A message of a group has its words beside a row without a text, so nothing else takes them away.
    private static final String SETTLE = "with gone as (update message m set disappear_at = 0 from " + OVER + " o"
            + " where o.deletion >= $3 and m.owner = o.owner and m.id = o.id returning m.owner, m.id)"
            + " delete from message_words w using gone where w.owner = gone.owner and w.id = gone.id";
    private static final String FIND = "select o.owner, o.id, coalesce(p.app, '') as app,"
            + " case when o.kind = " + RowContent.SENT + " and o.disappear & 3 = " + After.DELIVERY_VALUE
            + " then o.peer else 0 end as other from " + OVER + " o left join person p on p.uid = o.owner"
            + " where o.deletion < $3";
    // Whoever writes at this moment may put a text back: its time is only taken away from what was found wiped.
    private static final String WIPE = "update group_message g set body = null, data = null, properties = null,"
            + " reactions = null, type = '', deletion = " + Deletion.DISAPPEARED_VALUE
            + ", disappear_at = case when g.deletion = " + Deletion.DISAPPEARED_VALUE
            + " then 0 else g.disappear_at end"
            + " from (select gid, id from group_message where disappear_at <> 0 and disappear_at <= $1"
            + " order by disappear_at limit $2 for update skip locked) o where g.gid = o.gid and g.id = o.id";

    private final Pool pool;

    Faded(Pool pool) {
        this.pool = pool;
    }

    /// A message in an inbox.
    ///
    /// @param other whose copy ends with it; 0: the other copy has its own time
    public record Message(long owner, long id, String app, long other) {}

    /// Lets those be that were ended, for this reason or another for which they are gone on both sides.
    public Future<Void> settle(long now, int most) {
        return pool.preparedQuery(SETTLE)
                .execute(Tuple.of(now, most, Deletion.EXPIRED_VALUE))
                .mapEmpty();
    }

    /// Takes away what is kept once for all members of a group. How many.
    public Future<Integer> wipe(long now, int most) {
        return pool.preparedQuery(WIPE).execute(Tuple.of(now, most)).map(rows -> rows.rowCount());
    }

    /// The others, those first whose time was over first.
    public Future<List<Message>> find(long now, int most) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(now, most, Deletion.EXPIRED_VALUE))
                .map(rows -> rows.stream()
                        .map(row -> new Message(
                                row.getLong("owner"), row.getLong("id"), row.getString("app"), row.getLong("other")))
                        .toList());
    }
}
