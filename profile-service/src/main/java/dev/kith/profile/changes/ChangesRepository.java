package dev.kith.profile.changes;

import dev.kith.profile.viewing.View;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Reads what changed, by the number of the transaction that wrote each row last.
@ApplicationScoped
class ChangesRepository {
    // Every transaction below xmin is over, and its rows are visible to whoever reads from now on. One that still runs
    // has a number at or above xmin, so what it commits later is found from there.
    private static final String HEAD = "select pg_snapshot_xmin(s)::text::bigint as head,"
            + " pg_snapshot_xmax(s)::text::bigint as horizon from pg_current_snapshot() s";

    // From the viewer's relationships alone: 5,000 of them are as many look-ups by primary key. Of whom the viewer lost
    // the thread by a move they were told by the former address, and are not to hear of the present one.
    static final String CHANGED = "select " + ViewRepository.COLUMNS
            + " from relationship mine join profile p on p.uid = mine.peer and " + ViewRepository.OF_APP
            + " left join relationship theirs on theirs.owner = mine.peer and theirs.peer = $1"
            + " where mine.owner = $1 and mine.peer > $3 and (mine.subscribed"
            + " or $4 > 0 and mine.changed >= $4 and not mine.thread_lost)"
            + " and (mine.changed >= $4 or p.changed >= $4 or theirs.changed >= $4) order by mine.peer limit $5";
    static final String GONE = "select address from gone where viewer = $1 and changed >= $2 order by address";

    private final Pool pool;

    ChangesRepository(Pool pool) {
        this.pool = pool;
    }

    /// @param head oldest transaction that still runs
    /// @param horizon above every transaction there has been
    record Position(long head, long horizon) {}

    Uni<Position> position() {
        return pool.query(HEAD).execute().map(rows -> {
            var row = rows.iterator().next();
            return new Position(row.getLong("head"), row.getLong("horizon"));
        });
    }

    /// The next views that a transaction at or above `from` may have changed, by uid; those followed, and those not
    /// followed any more.
    Uni<List<View>> changed(ChangesCursor cursor, String app, int most) {
        return pool.preparedQuery(CHANGED)
                .execute(Tuple.of(cursor.viewer(), app, cursor.position(), cursor.from(), most))
                .map(rows -> views(cursor.viewer(), rows));
    }

    /// Addresses of users who left.
    Uni<List<String>> gone(ChangesCursor cursor) {
        return pool.preparedQuery(GONE)
                .execute(Tuple.of(cursor.viewer(), cursor.from()))
                .map(ChangesRepository::addresses);
    }

    private static List<View> views(long viewer, RowSet<Row> rows) {
        var views = new ArrayList<View>(rows.size());
        rows.forEach(row -> views.add(ViewRepository.view(viewer, row)));
        return views;
    }

    private static List<String> addresses(RowSet<Row> rows) {
        var addresses = new ArrayList<String>(rows.size());
        rows.forEach(row -> addresses.add(row.getString("address")));
        return addresses;
    }
}
