package dev.kith.messaging.people;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Asks the projections. One round trip a question.
@ApplicationScoped
public class People {
    private static final int MESSAGES = BlockKinds.mask(List.of(BlockKind.MESSAGES));

    /// Of how `p` stands to $1: whether that one is nothing to them.
    public static final String STRANGER = "(not coalesce(theirs.paired, false) and not lets(1::smallint, theirs)"
            + " and not exists (select from conversation c where c.owner = p.uid and c.peer = $1 and c.sides & 2 <> 0))";

    private static final String STANDING = " coalesce(mine.block_kinds & $4 <> 0, false) as blocked_by_me,"
            + " not (lets(me.outgoing, mine) and lets(me.peers, mine)) as forbidden,"
            + " coalesce(theirs.block_kinds & $4 <> 0, false)"
            + " or not (lets(them.incoming, theirs) and lets(them.peers, theirs))"
            + " or (coalesce(rules.strangers, 0) = 1 and " + STRANGER + ") as refuses_me,"
            + " coalesce(rules.strangers, 0) = 2 and coalesce(asked.state, 1) <> 2 and " + STRANGER + " as asks,"
            + " coalesce(asked.state = 3, false) as declined,"
            + " mine.owner is not null or exists (select 1 from message m where m.owner = $1 and m.peer = p.uid) as known";
    private static final String STANDINGS = " left join relationship mine on mine.owner = $1 and mine.peer = p.uid"
            + " left join relationship theirs on theirs.owner = p.uid and theirs.peer = $1"
            + " left join person asking on asking.uid = $1 left join app_rules rules on rules.app = asking.app"
            + " left join restriction me on me.uid = $1 left join restriction them on them.uid = p.uid"
            + " left join message_request asked on asked.owner = p.uid and asked.peer = $1";

    private final Pool pool;

    People(Pool pool) {
        this.pool = pool;
    }

    /// Who lives at this canonical address, and how that stands to the asking user.
    public Future<Optional<Peer>> at(String app, String address, long asking) {
        return at(app, address, asking, MESSAGES);
    }

    /// As above, for what these kinds of blocks cut.
    public Future<Optional<Peer>> at(String app, String address, long asking, int blocks) {
        return pool.preparedQuery("select p.uid, p.address," + STANDING
                        + " from (select uid, address from person where app = $2 and address = $3 and not gone"
                        + " order by greatest(uid, revision) desc limit 1) p" + STANDINGS)
                .execute(Tuple.of(asking, app, address, blocks))
                .map(People::first);
    }

    /// How a user whom contact-sync-service named stands to the asking one; the projection may not know them
    /// yet.
    public Future<Peer> of(long uid, String address, long asking) {
        return of(uid, address, asking, MESSAGES);
    }

    /// As above, for what these kinds of blocks cut.
    public Future<Peer> of(long uid, String address, long asking, int blocks) {
        return pool.preparedQuery("select p.uid, p.address," + STANDING
                        + " from (select $2::bigint as uid, $3::text as address) p" + STANDINGS)
                .execute(Tuple.of(asking, uid, address, blocks))
                .map(rows -> first(rows).orElseThrow());
    }

    /// A user's own canonical address; empty: not known here (yet).
    public Future<String> addressOf(long uid) {
        return pool.preparedQuery("select address from person where uid = $1 and not gone")
                .execute(Tuple.of(uid))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString(0));
    }

    /// As above, of a user of this app alone.
    public Future<String> addressOf(long uid, String app) {
        return pool.preparedQuery("select address from person where uid = $1 and app = $2 and not gone")
                .execute(Tuple.of(uid, app))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString(0));
    }

    private static Optional<Peer> first(RowSet<Row> rows) {
        for (var row : rows) {
            return Optional.of(new Peer(
                    row.getLong("uid"),
                    row.getString("address"),
                    row.getBoolean("blocked_by_me"),
                    row.getBoolean("forbidden"),
                    row.getBoolean("refuses_me"),
                    row.getBoolean("asks"),
                    row.getBoolean("declined"),
                    row.getBoolean("known")));
        }
        return Optional.empty();
    }
}
