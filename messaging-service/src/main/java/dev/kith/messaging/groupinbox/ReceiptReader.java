package dev.kith.messaging.groupinbox;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Reads who has come past a message. It takes that the caller sent it, asked for receipts, is in the group still and
/// may see its members.
@ApplicationScoped
class ReceiptReader {
    // Flag 1: asked who has it; 2: asked who has read it.
    private static final String READ = "select g.recipients, g.delivered, g.read_by, me.role >= s.may_see as may_see,"
            + " c.uid, c.address, c.has_read from group_member me join group_state s on s.gid = me.gid and s.app = $1"
            + " join group_message g on g.gid = me.gid and g.id = $4 and g.seq > 0 and g.flags & 3 <> 0"
            + " left join lateral (select c.uid, p.address, g.flags & 2 <> 0 and c.read_up >= g.seq as has_read"
            + " from group_progress c join group_member m on m.gid = c.gid and m.uid = c.uid and m.since <= g.version"
            + " join person p on p.uid = c.uid and not p.gone where c.gid = g.gid and c.uid > $5 and c.uid <> me.uid"
            + " and (g.flags & 1 <> 0 and c.delivered >= g.seq or g.flags & 2 <> 0 and c.read_up >= g.seq)"
            + " order by c.uid limit $6) c on true"
            + " where me.uid = $2 and me.gid = $3 and g.id >> 32 = $2 order by c.uid";

    private final Pool pool;

    ReceiptReader(Pool pool) {
        this.pool = pool;
    }

    /// How far a message has come, and the next of those who have it, by their uids.
    record Found(int recipients, int delivered, int read, List<Who> who) {}

    record Who(long uid, String address, boolean hasRead) {}

    /// Fails with `not-found` for whoever did not send it, and `role-needed`.
    Uni<Found> of(Caller caller, long group, long message, long after, int most) {
        return pool.preparedQuery(READ)
                .execute(Tuple.from(new Object[] {caller.app(), caller.uid(), group, message, after, most}))
                .map(ReceiptReader::found);
    }

    private static Found found(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such message of yours in this group.");
        }
        var first = rows.iterator().next();
        if (!first.getBoolean("may_see")) {
            throw new ProblemException(ErrorCode.ROLE_NEEDED, "Your role does not let you see who is in this group.");
        }
        var who = new ArrayList<Who>(rows.size());
        for (var row : rows) {
            var uid = row.getLong("uid");
            if (uid != null) {
                who.add(new Who(uid, row.getString("address"), row.getBoolean("has_read")));
            }
        }
        return new Found(
                first.getInteger("recipients"), first.getInteger("delivered"), first.getInteger("read_by"), who);
    }
}
