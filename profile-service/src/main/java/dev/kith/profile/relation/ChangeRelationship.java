package dev.kith.profile.relation;

import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.erasure.RelationshipErasure;
import dev.kith.profile.following.Following;
import dev.kith.profile.relation.Relationship.Written;
import dev.kith.profile.relation.RelationshipRepository.Wish;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Changes by hand how a user stands to another, and announces it if anything has changed.
///
/// Levels said by hand hold from now on, also against those that the phone book gave; a later act of the user on the
/// book counts again. Levels said for a time come on top of all others and leave them as they are. Repeating a change
/// is harmless.
@ApplicationScoped
class ChangeRelationship {
    private final Pool pool;
    private final RelationshipRepository relationships;
    private final RelationshipErasure erasure;
    private final Outbox outbox;
    private final Following following;

    ChangeRelationship(
            Pool pool,
            RelationshipRepository relationships,
            RelationshipErasure erasure,
            Outbox outbox,
            Following following) {
        this.pool = pool;
        this.relationships = relationships;
        this.erasure = erasure;
        this.outbox = outbox;
        this.following = following;
    }

    /// @param app of both
    Uni<Relationship> change(String app, long owner, long peer, Wish wish) {
        return pool.withTransaction(transaction -> write(transaction, app, owner, peer, wish))
                .invoke(outbox::committed)
                .call(written -> following.between(List.of(new Following.Pair(owner, peer))))
                .call(written -> erasure.afterWriting(List.of(owner, peer)));
    }

    private Uni<Relationship> write(SqlConnection transaction, String app, long owner, long peer, Wish wish) {
        return relationships
                .put(transaction, owner, peer, wish)
                .call(written -> announce(transaction, app, written))
                .map(Written::after);
    }

    private Uni<Void> announce(SqlConnection transaction, String app, Written written) {
        return outbox.add(transaction, written.events(app));
    }
}
