package dev.kith.profile.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the profiles of groups, always for one who is in them.
@ApplicationScoped
public class GroupProfiles {
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(400);

    private static final String ONE = "select p.gid, p.version, p.name, p.picture, p.info from group_membership m"
            + " join group_profile p on p.gid = m.gid where m.uid = $1 and m.gid = $2 and m.app = $3 and m.role > 0";

    /// A membership that is new shows a profile that is old.
    static final String CHANGED = "select p.gid, p.version, p.name, p.picture, p.info from group_membership m"
            + " join group_profile p on p.gid = m.gid"
            + " where m.uid = $1 and m.role > 0 and (m.changed >= $2 or p.changed >= $2) order by p.gid";
    static final String LEFT =
            "select gid from group_membership where uid = $1 and role = 0 and changed >= $2 order by gid";

    private final Pool pool;
    private final GroupSettings settings;

    GroupProfiles(Pool pool, GroupSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /// The profile of a group that the user is in, on the caller's own context; waits a moment for one that is new.
    ///
    /// Fails with `not-found`.
    Uni<GroupProfile> one(long uid, String app, long gid) {
        var context = MutinyHelper.executor(Vertx.currentContext());
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(ONE).execute(Tuple.of(uid, gid, app)))
                .map(rows -> {
                    for (var row : rows) {
                        return GroupProfile.of(row);
                    }
                    throw new NotThere();
                })
                .onFailure(NotThere.class)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .expireIn(settings.patience().toMillis())
                .onFailure(GroupProfiles::isNotThere)
                .transform(late -> notFound())
                .emitOn(context);
    }

    /// Those that the user sees differently than before these transactions.
    public Uni<List<GroupProfile>> changed(long uid, long from) {
        return pool.preparedQuery(CHANGED).execute(Tuple.of(uid, from)).map(rows -> {
            var profiles = new ArrayList<GroupProfile>(rows.size());
            rows.forEach(row -> profiles.add(GroupProfile.of(row)));
            return profiles;
        });
    }

    /// Groups that the user is not in any more.
    public Uni<List<Long>> left(long uid, long from) {
        return pool.preparedQuery(LEFT).execute(Tuple.of(uid, from)).map(rows -> {
            var groups = new ArrayList<Long>(rows.size());
            rows.forEach(row -> groups.add(row.getLong("gid")));
            return groups;
        });
    }

    /// The one answer to a group that is not, that is another app's, and that the caller is not in.
    static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such group, or you are not in it.");
    }

    private static boolean isNotThere(Throwable failure) {
        return failure instanceof NotThere
                || failure.getCause() instanceof NotThere
                || Arrays.stream(failure.getSuppressed()).anyMatch(GroupProfiles::isNotThere);
    }

    private static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotThere() {
            super("not there", null, false, false);
        }
    }
}
