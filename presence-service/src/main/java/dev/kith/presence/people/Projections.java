package dev.kith.presence.people;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Keeps what other services say of people. Every write may come again and in any order between topics: one
/// that is older than what is stored, or comes after the user has left, changes nothing.
@ApplicationScoped
public class Projections {
    private static final String JOINED = """
            insert into person (uid, app, address, presence_levels, last_seen_levels, revision)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (uid) do update set address = excluded.address, revision = excluded.revision,
                presence_levels = case when person.profile_version = 0
                                       then excluded.presence_levels else person.presence_levels end,
                last_seen_levels = case when person.profile_version = 0
                                        then excluded.last_seen_levels else person.last_seen_levels end
            where person.left_at is null and person.revision <= excluded.revision
                and (person.profile_version = 0 or person.revision < excluded.revision)
            returning old.presence_levels, old.last_seen_levels""";

    /// The address in it is only of use until user.joined is known, which alone tells of two which is the later.
    private static final String PROFILE = """
            insert into person (uid, app, address, presence_levels, last_seen_levels, profile_version)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (uid) do update set presence_levels = excluded.presence_levels,
                last_seen_levels = excluded.last_seen_levels, profile_version = excluded.profile_version
            where person.left_at is null and person.profile_version < excluded.profile_version
            returning old.presence_levels, old.last_seen_levels""";

    private static final String PROFILE_GONE = """
            update person set presence_levels = 0, last_seen_levels = 0 where uid = $1 and left_at is null
            returning old.presence_levels, old.last_seen_levels""";

    private static final String LEFT = """
            insert into person (uid, app, left_at) values ($1, $2, now())
            on conflict (uid) do update set address = '', presence_levels = 0, last_seen_levels = 0, left_at = now(),
                mode = 'VISIBLE', online = false, last_seen_at = null
            where person.left_at is null
            returning old.presence_levels, old.last_seen_levels""";

    private final Pool pool;

    Projections(Pool pool) {
        this.pool = pool;
    }

    /// A user exists, at this address since this revision; the levels hold until their profile says others.
    public Uni<Optional<Opening>> joined(long uid, String app, String address, Opening opening, long revision) {
        return pool.preparedQuery(JOINED)
                .execute(Tuple.of(uid, app, address, opening.presence(), opening.lastSeen(), revision))
                .map(Projections::before);
    }

    /// A user's profile stands so. Answers what was open before; empty: nothing changed, the version is known.
    public Uni<Optional<Opening>> profile(long uid, String app, String address, Opening opening, long version) {
        return pool.preparedQuery(PROFILE)
                .execute(Tuple.of(uid, app, address, opening.presence(), opening.lastSeen(), version))
                .map(Projections::before);
    }

    /// A user's profile is no more: all is closed. Answers what was open before.
    public Uni<Optional<Opening>> profileGone(long uid) {
        return pool.preparedQuery(PROFILE_GONE).execute(Tuple.of(uid)).map(Projections::before);
    }

    /// Erases a user. Of the row the bare uid stays, which no later event revives.
    public Uni<Optional<Opening>> left(long uid, String app) {
        return pool.withTransaction(transaction -> erase(transaction, uid, app));
    }

    private static Uni<Optional<Opening>> erase(SqlConnection transaction, long uid, String app) {
        return transaction
                .preparedQuery(LEFT)
                .execute(Tuple.of(uid, app))
                .map(Projections::before)
                .call(() -> transaction
                        .preparedQuery("delete from relationship where owner = $1 or peer = $1")
                        .execute(Tuple.of(uid)));
    }

    private static Optional<Opening> before(RowSet<Row> rows) {
        for (Row row : rows) {
            var presence = row.getInteger("presence_levels");
            return Optional.of(
                    presence == null ? Opening.CLOSED : new Opening(presence, row.getInteger("last_seen_levels")));
        }
        return Optional.empty();
    }
}
