package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.outbox.Outbox;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/// The changes of a group, one after the other: whoever changes anything of it holds its row, so that roles are what
/// they are when they are looked at, whoever else is at it.
@ApplicationScoped
class GroupChanges {
    private static final String LOCK =
            "select " + Group.COLUMNS + " from group_state where gid = $1 and app = $2 for update";
    // A statement of its own: one that waits for the lock reads everything else as it was before the wait.
    private static final String MEMBER = "select uid, role, muted from group_member where gid = $1 and uid = $2";

    private final Pool pool;
    private final Outbox outbox;

    GroupChanges(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /// A change by a member. Fails with `not-found` for everybody else.
    <T> Uni<T> byMember(Caller caller, long gid, Function<Locked, Uni<T>> change) {
        return transaction(connection -> lock(connection, caller.app(), gid)
                .flatMap(group -> member(connection, gid, caller.uid())
                        .map(me -> new Locked(connection, group, me.orElseThrow(GroupChanges::notFound))))
                .flatMap(change::apply));
    }

    /// A transaction that tells at once what it leaves in the outbox.
    <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work).invoke(outbox::committed);
    }

    /// The group, which nobody else changes from now on. Fails with `not-found`.
    Uni<Group> lock(SqlConnection transaction, String app, long gid) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(gid, app)).map(rows -> {
            for (var row : rows) {
                return Group.of(row);
            }
            throw notFound();
        });
    }

    Uni<Optional<Member>> member(SqlConnection transaction, long gid, long uid) {
        return transaction.preparedQuery(MEMBER).execute(Tuple.of(gid, uid)).map(rows -> {
            for (var row : rows) {
                return Optional.of(Member.of(row));
            }
            return Optional.empty();
        });
    }

    /// The one answer to a group that is not, that is another app's, and that the caller is not in.
    static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such group, or you are not in it.");
    }
}
