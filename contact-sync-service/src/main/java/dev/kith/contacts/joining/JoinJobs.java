package dev.kith.contacts.joining;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks for the holders of a user's address to be told of them.
///
/// To be asked for in the very transaction by which the user becomes findable for somebody: at `user.joined`,
/// at a sync that adds people under `contacts`, when the setting opens, when a block ends. Asking too often is
/// harmless, since a holder is told of a user once. An insert that waits for nobody.
@ApplicationScoped
public class JoinJobs {
    private static final String ASK = "insert into join_job (uid) values ($1)";
    private static final String ASK_MOVED = "insert into join_job (uid, moved_from, move) values ($1, $2, $3)";

    private final JoinNotices notices;

    JoinJobs(JoinNotices notices) {
        this.notices = notices;
    }

    public Uni<Void> ask(SqlConnection transaction, long uid) {
        return transaction.preparedQuery(ASK).execute(Tuple.of(uid)).replaceWithVoid();
    }

    /// Where somebody has moved away from.
    ///
    /// @param from the canonical address until then
    /// @param revision of the new address, which tells two moves apart
    public record Move(String from, long revision) {}

    /// Asks for contacts who hold each other to be told that the user has moved; once for each move, because
    /// nothing but the end of this job says that it was done.
    public Uni<Void> askMoved(SqlConnection transaction, long uid, Move move) {
        return transaction
                .preparedQuery(ASK_MOVED)
                .execute(Tuple.of(uid, move.from(), move.revision()))
                .replaceWithVoid();
    }

    /// Says that a transaction which asked has committed. Cheap, never blocks; without it the next poll finds
    /// the job.
    public void committed() {
        notices.wake();
    }
}
