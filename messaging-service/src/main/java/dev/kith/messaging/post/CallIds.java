package dev.kith.messaging.post;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.device.Devices;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Ids of messages that come by a call and not from a device that counts its own. They are of a block that the user has
/// for that, as if calls were a device; when it is used up there is another.
@ApplicationScoped
class CallIds {
    /// No device has this name: auth-service names them.
    static final String DEVICE = "~calls";

    /// Takes the next id: $1 the user, $2 [#DEVICE].
    static final String NEXT = "update device_block set reserved = greatest(reserved, (block::bigint << 20) - 1) + 1"
            + " where uid = $1 and device = $2 and reserved < (block::bigint << 20) + 1048575";

    private static final String PUT_BY_USED_UP = "update device_block set device = device || ' ' || block"
            + " where uid = $1 and device = $2 and reserved >= (block::bigint << 20) + 1048575";

    private static final int TRIES = 5;

    private final Pool pool;
    private final Devices devices;

    CallIds(Pool pool, Devices devices) {
        this.pool = pool;
        this.devices = devices;
    }

    /// An id that nothing had and nothing else gets.
    Future<Integer> next(long uid) {
        return next(uid, TRIES);
    }

    private Future<Integer> next(long uid, int tries) {
        return pool.preparedQuery(NEXT + " returning reserved")
                .execute(Tuple.of(uid, DEVICE))
                .compose(rows -> {
                    if (rows.size() > 0) {
                        return Future.succeededFuture(
                                rows.iterator().next().getLong(0).intValue());
                    }
                    return tries == 0
                            ? Future.failedFuture("no id could be taken")
                            : haveBlock(uid).compose(ready -> next(uid, tries - 1));
                });
    }

    /// Has a block with an id left. Fails with `too-many` if all blocks are given.
    Future<Void> haveBlock(long uid) {
        return pool.preparedQuery(PUT_BY_USED_UP)
                .execute(Tuple.of(uid, DEVICE))
                .compose(put -> devices.arrive(uid, DEVICE))
                .map(arrived -> {
                    if (arrived.isEmpty()) {
                        throw new ProblemException(
                                ErrorCode.TOO_MANY, "This user has as many devices as there can be.");
                    }
                    return null;
                });
    }
}
