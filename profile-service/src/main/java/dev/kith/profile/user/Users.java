package dev.kith.profile.user;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.backend.RestrictUser;
import dev.kith.profile.erasure.RelationshipErasure;
import dev.kith.profile.relation.LoseThread;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.ProfileState;
import dev.kith.profile.state.StoredFields;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The users there are, as profiles. Idempotent: a user is created once and erased once, in whichever order the
/// two announcements come.
@ApplicationScoped
class Users {
    /// Joining and leaving of one user, which come by two topics, wait for each other.
    private static final String LOCK = "select pg_advisory_xact_lock($1)";

    private static final String JOIN = "insert into profile (uid, app, address, moved, version, fields)"
            + " select $1, $2, $3, $5, 1, $4 where not exists (select from departed where uid = $1)"
            + " on conflict (uid) do nothing";
    private static final String MOVE = "update profile set address = $2, moved = $3, version = version + 1"
            + " where uid = $1 and moved < $3 and address <> $2"
            + " returning app, old.address as former, old.version as before, version, changed, fields::text as fields";
    private static final String DEPART = "insert into departed (uid) values ($1) on conflict (uid) do nothing";
    private static final String ERASE = "delete from profile where uid = $1 returning app, address, version";

    private static final String NAME = "name";

    /// Who is new had nothing that could have been seen before.
    private static final long NO_TRANSACTION = 0;

    private final Pool pool;
    private final Outbox outbox;
    private final RelationshipErasure relationships;
    private final LoseThread thread;
    private final RestrictUser restrictions;

    Users(Pool pool, Outbox outbox, RelationshipErasure relationships, LoseThread thread, RestrictUser restrictions) {
        this.pool = pool;
        this.outbox = outbox;
        this.relationships = relationships;
        this.thread = thread;
        this.restrictions = restrictions;
    }

    /// Gives the user a profile with the app's first fields and levels; or, to one who has a profile and has
    /// moved, the new address.
    ///
    /// Whom somebody who moved has nothing to do with loses the thread: for them it is as if the user had left,
    /// because who knew a number need not be told another. See [LoseThread].
    ///
    /// @return what those who followed are to be told about the address that is no more; empty unless the user
    /// moved
    Uni<Optional<Departed>> join(UserJoined user) {
        var first = new ProfileState(user.getUid(), user.getApp(), user.getAddress(), 1, firstFields(user));
        return pool.withTransaction(transaction -> insert(transaction, first, user.getRevision())
                        .flatMap(added ->
                                added ? Uni.createFrom().item(Optional.<Departed>empty()) : move(transaction, user)))
                .invoke(outbox::committed);
    }

    /// Erases all there is about the user.
    ///
    /// The mark of the departure commits before anything is read to be deleted: who writes about the user at the
    /// same time looks for the mark after the own commit, so one of the two sees the other.
    ///
    /// @return what those who followed are to be told; empty if the user was erased before
    Uni<Optional<Departed>> leave(UserLeft user) {
        return pool.withTransaction(transaction -> mark(transaction, user.getUid()))
                .flatMap(marked -> pool.withTransaction(transaction -> erase(transaction, user.getUid())))
                .invoke(outbox::committed);
    }

    /// Somebody who is gone from an address, and who followed them.
    record Departed(ProfileState last, List<Long> followers) {}

    private static Map<String, Field> firstFields(UserJoined user) {
        var fields = new TreeMap<String, Field>();
        user.getFieldLevelsMap().forEach((name, levels) -> fields.put(name, Field.of(null, levels)));
        if (!user.getName().isEmpty()) {
            fields.put(NAME, Field.of(TextNode.valueOf(user.getName()), user.getFieldLevelsOrDefault(NAME, 0)));
        }
        return fields;
    }

    private Uni<Boolean> insert(SqlConnection transaction, ProfileState first, long revision) {
        return lock(transaction, first.uid())
                .flatMap(locked -> transaction
                        .preparedQuery(JOIN)
                        .execute(Tuple.of(
                                first.uid(),
                                first.app(),
                                first.address(),
                                StoredFields.json(first.fields()),
                                revision)))
                .map(inserted -> inserted.rowCount() > 0)
                .call(added -> outbox.add(
                        transaction, added ? List.of(first.updatedFrom(Map.of(), NO_TRANSACTION)) : List.of()));
    }

    private Uni<Optional<Departed>> move(SqlConnection transaction, UserJoined user) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(user.getUid(), user.getAddress(), user.getRevision()))
                .flatMap(moved -> moved.rowCount() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : announceMove(transaction, user, moved.iterator().next())
                                .map(Optional::of));
    }

    /// Every field counts as changed: the followers who stay have none of them under the new address.
    private Uni<Departed> announceMove(SqlConnection transaction, UserJoined user, Row moved) {
        long uid = user.getUid();
        var app = moved.getString("app");
        var fields = StoredFields.read(moved.getString("fields"));
        var now = new ProfileState(uid, app, user.getAddress(), moved.getLong("version"), fields);
        var last = new ProfileState(uid, app, moved.getString("former"), moved.getLong("before"), Map.of());
        return outbox.add(transaction, List.of(now.updatedFrom(Map.of(), moved.getLong("changed"))))
                .flatMap(added -> relationships.tellFollowers(transaction, uid, last.address()))
                .flatMap(followers -> thread.of(transaction, app, uid).replaceWith(new Departed(last, followers)));
    }

    private static Uni<?> mark(SqlConnection transaction, long uid) {
        return lock(transaction, uid)
                .flatMap(locked -> transaction.preparedQuery(DEPART).execute(Tuple.of(uid)));
    }

    private Uni<Optional<Departed>> erase(SqlConnection transaction, long uid) {
        return transaction
                .preparedQuery(ERASE)
                .execute(Tuple.of(uid))
                .flatMap(erased -> erased.rowCount() == 0
                        ? relationships.erase(transaction, uid).replaceWith(Optional.empty())
                        : eraseRest(transaction, uid, erased.iterator().next()).map(Optional::of));
    }

    private Uni<Departed> eraseRest(SqlConnection transaction, long uid, Row profile) {
        var address = profile.getString("address");
        var last = new ProfileState(uid, profile.getString("app"), address, profile.getLong("version"), Map.of());
        return outbox.add(transaction, List.of(Event.tombstone(Topic.PROFILE_UPDATED, Event.key(uid))))
                .flatMap(added -> restrictions.erase(transaction, uid))
                .flatMap(added -> relationships.tellFollowers(transaction, uid, address))
                .flatMap(followers -> relationships.erase(transaction, uid).replaceWith(new Departed(last, followers)));
    }

    private static Uni<?> lock(SqlConnection transaction, long uid) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(uid));
    }
}
