package dev.kith.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Finds messages whose deadline has passed.
@ApplicationScoped
public class Overdue {
    private static final String PASSED = "(select m.owner, m.id, m.first_seq from message m"
            + " where m.expires_at <> 0 and m.expires_at <= $1 and m.kind = 2 and m.status = 10 and m.deletion = 0"
            + " order by m.expires_at limit $2)";
    private static final String SETTLE = "update message m set expires_at = 0 from " + PASSED + " p"
            + " join inbox_ack a on a.owner = p.owner and a.seq >= p.first_seq where m.owner = p.owner and m.id = p.id";
    private static final String FIND = "select p.owner, p.id, coalesce(o.app, '') as app from " + PASSED + " p"
            + " left join person o on o.uid = p.owner";

    private final Pool pool;

    Overdue(Pool pool) {
        this.pool = pool;
    }

    /// A message in the inbox of its recipient.
    public record Message(long owner, long id, String app) {}

    /// Lets those be that a device has: their deadline was met.
    public Future<Void> settle(long now, int most) {
        return pool.preparedQuery(SETTLE).execute(Tuple.of(now, most)).mapEmpty();
    }

    /// The others, the oldest deadlines first.
    public Future<List<Message>> find(long now, int most) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(now, most))
                .map(rows -> rows.stream()
                        .map(row -> new Message(row.getLong("owner"), row.getLong("id"), row.getString("app")))
                        .toList());
    }
}
