package dev.kith.profile.own;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Users whose token is younger than their announcement: they are here in a moment.
@ApplicationScoped
class Newcomers {
    private static final String KNOWN = "select from profile where uid = $1 and app = $2";
    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Pool pool;
    private final OwnProfileLimits limits;

    Newcomers(Pool pool, OwnProfileLimits limits) {
        this.pool = pool;
        this.limits = limits;
    }

    /// Comes back once the user has a profile, on the caller's own context.
    ///
    /// Fails with `unavailable` if that takes too long.
    Uni<Void> arrival(long uid, String app) {
        var context = MutinyHelper.executor(Vertx.currentContext());
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(KNOWN).execute(Tuple.of(uid, app)))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new NotYet();
                    }
                })
                .onFailure(NotYet.class)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .expireIn(limits.newcomerPatience().toMillis())
                .onFailure(this::isNotYet)
                .transform(late -> ProblemException.retryAfter(
                        ErrorCode.UNAVAILABLE, "This user's profile is not here yet; try again.", TRY_AGAIN))
                .emitOn(context)
                .replaceWithVoid();
    }

    private boolean isNotYet(Throwable failure) {
        return failure instanceof NotYet
                || failure.getCause() instanceof NotYet
                || java.util.Arrays.stream(failure.getSuppressed()).anyMatch(this::isNotYet);
    }

    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotYet() {
            super("not yet", null, false, false);
        }
    }
}
