package dev.kith.messaging.group;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads groups. Whatever is asked is asked by a member; for everybody else there is nothing.
@ApplicationScoped
class GroupReader {
    private static final String GROUP =
            "select g.*, m.uid, m.role, m.muted from group_member m" + " cross join lateral (select " + Group.COLUMNS
                    + " from group_state where gid = m.gid and app = $2 offset 0) g";
    private static final String ONE = GROUP + " where m.uid = $1 and m.gid = $3";
    private static final String OWN = GROUP + " where m.uid = $1 and m.gid > $3 order by m.gid limit $4";
    private static final String MEMBERS =
            "select m.uid, m.role, m.muted, m.joined_at, coalesce(p.address, '') as address"
                    + " from (select * from group_member where gid = $1 and uid > $2 order by uid limit $3) m"
                    + " left join person p on p.uid = m.uid order by m.uid";

    private final Pool pool;

    GroupReader(Pool pool) {
        this.pool = pool;
    }

    /// A group and how the one who asks stands to it.
    record Mine(Group group, Member me) {}

    record Listed(Member member, String address, Instant joinedAt) {}

    /// Fails with `not-found` for whom there is none.
    Uni<Mine> one(long uid, String app, long gid) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(uid, app, gid))
                .map(rows -> mine(rows).stream().findFirst().orElseThrow(GroupChanges::notFound));
    }

    /// The next groups that the user is in, by their numbers.
    Uni<List<Mine>> own(long uid, String app, long after, int most) {
        return pool.preparedQuery(OWN).execute(Tuple.of(uid, app, after, most)).map(GroupReader::mine);
    }

    /// The next members, by their uids.
    Uni<List<Listed>> members(long gid, long after, int most) {
        return pool.preparedQuery(MEMBERS).execute(Tuple.of(gid, after, most)).map(rows -> {
            var members = new ArrayList<Listed>(rows.size());
            rows.forEach(row -> members.add(new Listed(
                    Member.of(row),
                    row.getString("address"),
                    row.getOffsetDateTime("joined_at").toInstant())));
            return members;
        });
    }

    private static List<Mine> mine(RowSet<Row> rows) {
        var mine = new ArrayList<Mine>(rows.size());
        rows.forEach(row -> mine.add(new Mine(Group.of(row), Member.of(row))));
        return mine;
    }
}
