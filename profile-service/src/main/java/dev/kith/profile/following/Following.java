package dev.kith.profile.following;

import dev.kith.profile.erasure.RelationshipErasure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/// Has users follow others without having said so: who wrote to them, whose profile they opened, and who grants them
/// something and is known to them.
///
/// To follow opens nothing: it grants no level, it is no entry of a book, and it is not announced to other services.
/// What a user said by hand about following somebody holds against all of this, and so does any block by them.
/// Everything here may be repeated.
@ApplicationScoped
public class Following {
    private static final String MEET = "insert into relationship as r (owner, peer, auto_subscribed)"
            + " select $1, $2, true where not exists (select from automatic_sync_off where uid = $1)"
            + " on conflict (owner, peer) do update set auto_subscribed = true"
            + " where not r.auto_subscribed and r.own_subscribed is null and r.block_kinds = 0";
    private static final String TAKE_PART = "insert into relationship as r (owner, peer, took_part)"
            + " values ($1, $2, true) on conflict (owner, peer) do update set took_part = true where not r.took_part";

    // Locked in the order of their keys, so that two of these never wait for each other in a circle.
    private static final String FOLLOW_BACK = "with due as materialized (select b.owner, b.peer"
            + " from unnest($1::bigint[], $2::bigint[]) as p(granter, follower)"
            + " cross join lateral (select levels_now(a) as levels, a.block_kinds from relationship a"
            + " where a.owner = p.granter and a.peer = p.follower offset 0) a"
            + " join relationship b on b.owner = p.follower and b.peer = p.granter"
            + " where a.levels <> 0 and a.block_kinds & $3 = 0 and (b.in_book or b.took_part)"
            + " and not b.auto_subscribed and b.own_subscribed is null and b.block_kinds = 0"
            + " and not exists (select from automatic_sync_off o where o.uid = b.owner)"
            + " order by b.owner, b.peer for update of b)"
            + " update relationship r set auto_subscribed = true from due"
            + " where r.owner = due.owner and r.peer = due.peer";
    private static final int HIDES = 1 << dev.kith.contracts.event.BlockKind.PROFILE_VALUE;

    private final Pool pool;
    private final RelationshipErasure erasure;

    Following(Pool pool, RelationshipErasure erasure) {
        this.pool = pool;
        this.erasure = erasure;
    }

    /// The user was written to by the other one, or opened their profile.
    public Uni<Void> meet(long user, long other) {
        return pool.preparedQuery(MEET)
                .execute(Tuple.of(user, other))
                .flatMap(written -> written.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : erasure.afterWriting(List.of(user, other)));
    }

    /// The user has written to the other one, whom they know from now on.
    public Uni<Void> takePart(long user, long other) {
        return pool.preparedQuery(TAKE_PART)
                .execute(Tuple.of(user, other))
                .flatMap(written -> between(List.of(new Pair(user, other))))
                .flatMap(followed -> erasure.afterWriting(List.of(user, other)));
    }

    /// Two users; the first of them grants the second something, or knows them.
    public record Pair(long user, long other) {}

    /// What users grant others, or know of them, has changed: lets them follow each other where one grants something
    /// and the other knows them.
    ///
    /// To be called after the commit of the change, for its statement has to see what others committed meanwhile.
    /// So of a grant and an acquaintance that are written at the same time at least one sees the other.
    public Uni<Void> between(Collection<Pair> pairs) {
        if (pairs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var granters = new Long[2 * pairs.size()];
        var followers = new Long[granters.length];
        int i = 0;
        for (var pair : pairs) {
            granters[i] = pair.user();
            followers[i++] = pair.other();
            granters[i] = pair.other();
            followers[i++] = pair.user();
        }
        return pool.preparedQuery(FOLLOW_BACK)
                .execute(Tuple.of(granters, followers, HIDES))
                .replaceWithVoid();
    }
}
