package dev.kith.messaging.device;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Sets message ids aside before they are used. What is accepted is in the log and not yet in the store; a device that
/// lost its memory would otherwise be told that such an id was never used.
///
/// Ids are set aside many at a time, so it costs a write once in [#AT_A_TIME] messages, and the rest is given back when
/// the connection ends. After a crash the rest is lost to the block: a two-thousandth of it.
@ApplicationScoped
public class IdReserve {
    static final int AT_A_TIME = 512;

    private static final String RESERVE =
            "update device_block set reserved = greatest(reserved, $4), released_at = null"
                    + " where uid = $1 and device = $2 and block = $3";
    private static final String GIVE_BACK = "update device_block set reserved = $5"
            + " where uid = $1 and device = $2 and block = $3 and reserved = $4";

    private final Pool pool;

    IdReserve(Pool pool) {
        this.pool = pool;
    }

    /// Sets this id of the caller's block aside, and those after it. The last one set aside.
    public Future<Integer> reserve(Caller caller, Arrival arrival, int id) {
        int upTo = arrival.lastId() - id < AT_A_TIME ? arrival.lastId() : id + AT_A_TIME - 1;
        return pool.preparedQuery(RESERVE)
                .execute(Tuple.of(caller.uid(), caller.device(), arrival.block(), Integer.toUnsignedLong(upTo)))
                .compose(reserved -> reserved.rowCount() > 0
                        ? Future.succeededFuture(upTo)
                        : Future.failedFuture(new ProblemException(
                                ErrorCode.REVOKED, "This device was signed out, and another has its ids.")));
    }

    /// Gives back what was set aside and not used, unless another connection has set aside more.
    public Future<Void> giveBack(Caller caller, Arrival arrival, int upTo, int lastUsed) {
        return upTo == lastUsed
                ? Future.succeededFuture()
                : pool.preparedQuery(GIVE_BACK)
                        .execute(Tuple.of(
                                caller.uid(),
                                caller.device(),
                                arrival.block(),
                                Integer.toUnsignedLong(upTo),
                                Integer.toUnsignedLong(lastUsed)))
                        .mapEmpty();
    }
}
