package dev.kith.profile.relation;

import dev.kith.profile.relation.Relationship.Stance;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Relationships one by one, as their owners set them by hand.
@ApplicationScoped
class RelationshipRepository {
    // What is said by hand holds: levels that the book gave and the hand leaves out go, until the book says so again.
    private static final String PUT = "insert into relationship as r (owner, peer, own_levels, own_subscribed, blocked)"
            + " values ($1, $2, coalesce($3::int, 0), $4::boolean, coalesce($5::boolean, false))"
            + " on conflict (owner, peer) do update set"
            + " own_levels = coalesce($3::int, r.own_levels), book_levels = r.book_levels & coalesce($3::int, -1),"
            + " own_subscribed = coalesce($4::boolean, r.own_subscribed), blocked = coalesce($5::boolean, r.blocked)"
            + " where row(r.own_levels, r.book_levels, r.own_subscribed, r.blocked) is distinct from"
            + " row(coalesce($3::int, r.own_levels), r.book_levels & coalesce($3::int, -1),"
            + " coalesce($4::boolean, r.own_subscribed), coalesce($5::boolean, r.blocked))"
            + " returning new.levels as levels, new.subscribed as subscribed, new.blocked as blocked, new.version,"
            + " old.levels as old_levels, old.subscribed as old_subscribed, old.blocked as old_blocked";
    private static final String GET = "select levels, subscribed, blocked, version, levels as old_levels,"
            + " subscribed as old_subscribed, blocked as old_blocked from relationship where owner = $1 and peer = $2";
    private static final String LIST = "select r.peer, p.address, r.levels, r.subscribed, r.blocked, r.version"
            + " from relationship r join profile p on p.uid = r.peer and " + ViewRepository.OF_APP
            + " where r.owner = $1 and r.emptied_at is null and r.peer > $3 order by r.peer limit $4";

    private final Pool pool;

    RelationshipRepository(Pool pool) {
        this.pool = pool;
    }

    /// What changes in a stance; null leaves a part as it is.
    record Wish(
            @Nullable Integer levels,
            @Nullable Boolean subscribed,
            @Nullable Boolean blocked) {}

    /// A relationship before and after a write.
    record Written(Stance before, Relationship after) {
        static Written of(long owner, long peer, Row row) {
            return new Written(
                    Stance.of(row, "old_"), new Relationship(owner, peer, Stance.of(row, ""), row.getLong("version")));
        }
    }

    /// A relationship with the peer's address.
    record Listed(Relationship relationship, String address) {}

    /// Changes what differs; a wish that is met already writes nothing.
    Uni<Written> put(SqlConnection transaction, long owner, long peer, Wish wish) {
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(owner, peer, wish.levels(), wish.subscribed(), wish.blocked()))
                .flatMap(rows -> rows.size() > 0
                        ? Uni.createFrom().item(rows)
                        : transaction.preparedQuery(GET).execute(Tuple.of(owner, peer)))
                .map(rows -> Written.of(owner, peer, rows.iterator().next()));
    }

    /// Relationships with peers above a uid, rising; at most so many.
    Uni<List<Listed>> list(long owner, String app, long after, int most) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(owner, app, after, most))
                .map(rows -> listed(owner, rows));
    }

    private static List<Listed> listed(long owner, RowSet<Row> rows) {
        var listed = new ArrayList<Listed>(rows.size());
        rows.forEach(row -> listed.add(new Listed(
                new Relationship(owner, row.getLong("peer"), Stance.of(row, ""), row.getLong("version")),
                row.getString("address"))));
        return listed;
    }
}
