package dev.kith.messaging.groupinbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Who may send to a group, looked at before the message is accepted: one round trip at most.
///
/// The last word has the group's writer, when the message gets its number; so a yes may be remembered for some seconds.
@ApplicationScoped
public class GroupDoor {
    private static final int MOST_REMEMBERED = 100_000;
    private static final String MAY = "select m.role >= g.may_send as may from group_member m"
            + " join group_state g on g.gid = m.gid where m.uid = $1 and m.gid = $2 and g.app = $3";

    private static final String ROLE =
            "select m.role, m.role >= least(g.may_send, g.may_see) as shown from group_member m join group_state g on g.gid = m.gid"
                    + " where m.uid = $1 and m.gid = $2 and g.app = $3";

    private final Pool pool;
    private final Cache<Sender, Boolean> allowed;

    private record Sender(long uid, long gid) {}

    GroupDoor(Pool pool, GroupInboxSettings settings) {
        this.pool = pool;
        this.allowed = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.remember())
                .build();
    }

    /// Fails with a [ProblemException]: `not-found` for a group that the caller is not in, whether or not there is one;
    /// `role-needed`.
    public Future<Void> check(Caller caller, long gid) {
        var sender = new Sender(caller.uid(), gid);
        if (allowed.getIfPresent(sender) != null) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(MAY)
                .execute(Tuple.of(caller.uid(), gid, caller.app()))
                .map(rows -> {
                    decide(rows);
                    allowed.put(sender, true);
                    return null;
                });
    }

    /// What somebody is in a group.
    ///
    /// @param role number of a GroupRole
    /// @param shown they may say something that shows all members who they are
    public record Standing(int role, boolean shown) {}

    /// As what the caller is in the group. Fails with `not-found`.
    public Future<Standing> standing(Caller caller, long gid) {
        return pool.preparedQuery(ROLE)
                .execute(Tuple.of(caller.uid(), gid, caller.app()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw notFound();
                    }
                    var row = rows.iterator().next();
                    return new Standing(row.getInteger("role"), row.getBoolean("shown"));
                });
    }

    private static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such group, or you are not in it.");
    }

    private static void decide(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw notFound();
        }
        if (!rows.iterator().next().getBoolean("may")) {
            throw new ProblemException(ErrorCode.ROLE_NEEDED, "Your role in this group does not let you send.");
        }
    }
}
