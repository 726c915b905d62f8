package dev.kith.profile.fanout;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.kit.visibility.Standing;
import dev.kith.profile.state.ProfileState;
import dev.kith.profile.state.StoredFields;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads who follows somebody, in chunks, each with how they stand to them.
///
/// The profile is read in the same statement: fields of one moment with the levels of another could show what nobody
/// was ever to see.
@ApplicationScoped
class SubscriberRepository {
    static final String NEXT = "select p.uid, p.app, p.address, p.version, p.fields::text as fields,"
            + " f.viewers, f.levels, f.blocked, f.turned from profile p cross join lateral ("
            + "select coalesce(array_agg(viewer order by viewer), '{}') as viewers,"
            + " coalesce(array_agg(levels order by viewer), '{}') as levels,"
            + " coalesce(array_agg(blocked order by viewer), '{}') as blocked,"
            + " coalesce(array_agg(turned order by viewer), '{}') as turned from ("
            + "select s.owner as viewer, coalesce(levels_now(g), 0) as levels,"
            + " s.block_kinds = $5 or coalesce(g.block_kinds & $6 <> 0, false) as blocked,"
            + " s.changed >= $4 or coalesce(g.changed >= $4 or g.timed_open and g.timed_until <= now(), false) as turned"
            + " from relationship s left join relationship g on g.owner = $1 and g.peer = s.owner"
            + " where s.peer = $1 and s.subscribed and s.owner > $2 order by s.owner limit $3) one) f"
            + " where p.uid = $1";

    private static final int HIDES = BlockKinds.mask(List.of(BlockKind.PROFILE));

    private final Pool pool;

    SubscriberRepository(Pool pool) {
        this.pool = pool;
    }

    /// A profile and some of those who follow it, as of one moment.
    record Chunk(ProfileState subject, List<Subscriber> followers) {}

    /// @param turned one of the two said something about the other in that transaction or later, or a grant has
    ///     just ended
    record Subscriber(long viewer, Standing standing, boolean turned) {}

    /// The next followers above a uid, rising; fewer than asked for: these were the last. Empty: nobody has this uid.
    ///
    /// @param since number of a transaction
    Uni<Optional<Chunk>> next(long subject, long after, int most, long since) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(subject, after, most, since, BlockKinds.ALL, HIDES))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(chunk(row.next())) : Optional.empty();
                });
    }

    private static Chunk chunk(Row row) {
        var subject = new ProfileState(
                row.getLong("uid"),
                row.getString("app"),
                row.getString("address"),
                row.getLong("version"),
                StoredFields.read(row.getString("fields")));
        var viewers = row.getArrayOfLongs("viewers");
        var levels = row.getArrayOfIntegers("levels");
        var blocked = row.getArrayOfBooleans("blocked");
        var turned = row.getArrayOfBooleans("turned");
        var followers = new ArrayList<Subscriber>(viewers.length);
        for (int i = 0; i < viewers.length; i++) {
            followers.add(new Subscriber(
                    viewers[i], blocked[i] ? Standing.behindBlock() : Standing.granted(levels[i]), turned[i]));
        }
        return new Chunk(subject, followers);
    }
}
