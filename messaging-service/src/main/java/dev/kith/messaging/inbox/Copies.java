package dev.kith.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Finds single messages of an inbox by their id.
@ApplicationScoped
public class Copies {
    private static final String READ = "select " + InboxReader.COLUMNS + ", content_hash" + InboxReader.ROWS
            + " where owner = $1 and m.id = $2 and kind = any($3)";
    private static final String HELD = "select from message m join inbox_ack a on a.owner = m.owner"
            + " where m.owner = $1 and m.id = $2 and m.first_seq <= a.seq";
    private static final Integer[] MESSAGES = {RowContent.SENT, RowContent.RECEIVED};
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LOOKS = 10;

    private final Pool pool;
    private final Vertx vertx;

    Copies(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    /// The owner's copy of this message. One's own may have been accepted a moment ago and be on its way to the store:
    /// of an id that the owner may have given it is waited a little, whether or not there is such a message.
    public Future<Optional<Copy>> find(long owner, long id) {
        return find(owner, id, id >>> Integer.SIZE == owner ? LOOKS : 1);
    }

    /// Whether a device of the owner has acknowledged this message. Not of one that the owner's inbox does not have
    /// yet.
    public Future<Boolean> isHeld(long owner, long id) {
        return pool.preparedQuery(HELD).execute(Tuple.of(owner, id)).map(rows -> rows.size() > 0);
    }

    private Future<Optional<Copy>> find(long owner, long id, int looks) {
        return pool.preparedQuery(READ).execute(Tuple.of(owner, id, MESSAGES)).compose(rows -> {
            if (rows.size() > 0) {
                return Future.succeededFuture(Optional.of(copy(rows.iterator().next())));
            }
            return looks == 1
                    ? Future.succeededFuture(Optional.empty())
                    : vertx.timer(PAUSE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                            .compose(paused -> find(owner, id, looks - 1));
        });
    }

    private static Copy copy(Row row) {
        boolean sent = row.getInteger("kind") == RowContent.SENT;
        var place = new HistoryPlace(row.getLong("accepted_at"), row.getLong("id"));
        return new Copy(
                InboxView.message(row, place, sent).build(),
                row.getLong("peer"),
                row.getString("peer_address"),
                sent,
                row.getInteger("deletion") != 0,
                row.getLong("content_hash"));
    }
}
