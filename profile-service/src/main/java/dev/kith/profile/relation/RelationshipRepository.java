package dev.kith.profile.relation;

import dev.kith.contracts.Levels;
import dev.kith.profile.relation.Relationship.Written;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Relationships one by one, as their owners set them by hand.
@ApplicationScoped
class RelationshipRepository {
    // What is said by hand holds: levels that the book gave and the hand leaves out go, until the book says so again.
    // What is said for a time is kept apart ($4, $5), so that at its end all is as it would have been without it.
    private static final String PUT = "insert into relationship as r (owner, peer, own_levels, timed_levels,"
            + " timed_until, timed_open, own_subscribed, block_kinds) values ($1, $2, coalesce($3::int, 0),"
            + " coalesce($4::int, 0), $5::timestamptz, $5 is not null, $6::boolean, coalesce($7::int, 0))"
            + " on conflict (owner, peer) do update set"
            + " own_levels = coalesce($3::int, r.own_levels), book_levels = r.book_levels & coalesce($3::int, -1),"
            + " timed_levels = coalesce($4::int, r.timed_levels),"
            + " timed_until = case when $4 is null then r.timed_until else $5 end,"
            + " timed_open = case when $4 is null then r.timed_open else $5 is not null end,"
            + " own_subscribed = coalesce($6::boolean, r.own_subscribed),"
            + " block_kinds = coalesce($7::int, r.block_kinds)"
            + " where row(r.own_levels, r.book_levels, r.timed_levels, r.timed_until, r.own_subscribed, r.block_kinds)"
            + " is distinct from row(coalesce($3::int, r.own_levels), r.book_levels & coalesce($3::int, -1),"
            + " coalesce($4::int, r.timed_levels), case when $4 is null then r.timed_until else $5 end,"
            + " coalesce($6::boolean, r.own_subscribed), coalesce($7::int, r.block_kinds))"
            + Relationship.RETURNING;
    private static final String GET = "select r.peer, r.version, r.subscribed," + Relationship.stance("r", "") + ","
            + Relationship.stance("r", "old_") + " from relationship r where owner = $1 and peer = $2";
    private static final String LIST = "select r.peer, p.address, r.version, r.subscribed,"
            + Relationship.stance("r", "")
            + " from relationship r join profile p on p.uid = r.peer and " + ViewRepository.OF_APP
            + " where r.owner = $1 and r.emptied_at is null and r.peer > $3 order by r.peer limit $4";

    private final Pool pool;

    RelationshipRepository(Pool pool) {
        this.pool = pool;
    }

    /// What changes in a relationship; null leaves a part as it is.
    ///
    /// @param lasting levels from now on
    /// @param timed levels for a time, none of them to end such a grant
    /// @param blocks mask of all that is cut
    record Wish(
            @Nullable Integer lasting,
            @Nullable Timed timed,
            @Nullable Boolean subscribed,
            @Nullable Integer blocks) {}

    /// Levels for a time.
    record Timed(int levels, @Nullable Instant until) {
        static final Timed OVER = new Timed(Levels.NONE, null);
    }

    /// A relationship with the peer's address.
    record Listed(Relationship relationship, String address) {}

    /// Changes what differs; a wish that is met already writes nothing.
    Uni<Written> put(SqlConnection transaction, long owner, long peer, Wish wish) {
        return transaction
                .preparedQuery(PUT)
                .execute(parameters(owner, peer, wish))
                .flatMap(rows -> rows.size() > 0
                        ? Uni.createFrom().item(rows)
                        : transaction.preparedQuery(GET).execute(Tuple.of(owner, peer)))
                .map(rows -> Relationship.written(owner, rows.iterator().next()));
    }

    private static Tuple parameters(long owner, long peer, Wish wish) {
        var timed = wish.timed();
        var until = timed == null ? null : timed.until();
        return Tuple.tuple()
                .addLong(owner)
                .addLong(peer)
                .addInteger(wish.lasting())
                .addInteger(timed == null ? null : timed.levels())
                .addOffsetDateTime(until == null ? null : until.atOffset(ZoneOffset.UTC))
                .addBoolean(wish.subscribed())
                .addInteger(wish.blocks());
    }

    /// Relationships with peers above a uid, rising; at most so many.
    Uni<List<Listed>> list(long owner, String app, long after, int most) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(owner, app, after, most))
                .map(rows -> listed(owner, rows));
    }

    private static List<Listed> listed(long owner, RowSet<Row> rows) {
        var listed = new ArrayList<Listed>(rows.size());
        rows.forEach(row -> listed.add(new Listed(Relationship.of(owner, row), row.getString("address"))));
        return listed;
    }
}
