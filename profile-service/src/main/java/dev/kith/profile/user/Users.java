package dev.kith.profile.user;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.backend.RestrictUser;
import dev.kith.profile.erasure.RelationshipErasure;
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

/// The users there are, as profiles. Idempotent: a user is created once and erased once, in whichever order the two
/// announcements come.
@ApplicationScoped
class Users {
    /// Joining and leaving of one user, which come by two topics, wait for each other.
    private static final String LOCK = "select pg_advisory_xact_lock($1)";

    private static final String JOIN = "insert into profile (uid, app, address, version, fields)"
            + " select $1, $2, $3, 1, $4 where not exists (select from departed where uid = $1)"
            + " on conflict (uid) do nothing";
    private static final String DEPART = "insert into departed (uid) values ($1) on conflict (uid) do nothing";
    private static final String ERASE = "delete from profile where uid = $1 returning app, address, version";

    private static final String NAME = "name";

    /// Who is new had nothing that could have been seen before.
    private static final long NO_TRANSACTION = 0;

    private final Pool pool;
    private final Outbox outbox;
    private final RelationshipErasure relationships;
    private final RestrictUser restrictions;

    Users(Pool pool, Outbox outbox, RelationshipErasure relationships, RestrictUser restrictions) {
        this.pool = pool;
        this.outbox = outbox;
        this.relationships = relationships;
        this.restrictions = restrictions;
    }

    /// Gives the user a profile with the app's first fields and levels.
    Uni<Void> join(UserJoined user) {
        var first = new ProfileState(user.getUid(), user.getApp(), user.getAddress(), 1, firstFields(user));
        return pool.withTransaction(transaction -> insert(transaction, first)).invoke(outbox::committed);
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

    /// Somebody who is gone, and who followed them.
    record Departed(ProfileState last, List<Long> followers) {}

    private static Map<String, Field> firstFields(UserJoined user) {
        var fields = new TreeMap<String, Field>();
        user.getFieldLevelsMap().forEach((name, levels) -> fields.put(name, Field.of(null, levels)));
        if (!user.getName().isEmpty()) {
            fields.put(NAME, Field.of(TextNode.valueOf(user.getName()), user.getFieldLevelsOrDefault(NAME, 0)));
        }
        return fields;
    }

    private Uni<Void> insert(SqlConnection transaction, ProfileState first) {
        return lock(transaction, first.uid())
                .flatMap(locked -> transaction
                        .preparedQuery(JOIN)
                        .execute(
                                Tuple.of(first.uid(), first.app(), first.address(), StoredFields.json(first.fields()))))
                .flatMap(inserted -> outbox.add(
                        transaction,
                        inserted.rowCount() == 0 ? List.of() : List.of(first.updatedFrom(Map.of(), NO_TRANSACTION))));
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
