package dev.kith.messaging.post;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/// Which id the message of a key has. The id is taken in the statement that keeps the key, so all calls with one key,
/// on whichever node and however late, are about one message.
@ApplicationScoped
class MessageKeys {
    private static final int TRIES = 5;

    /// Keys are counted by their ids, once in so many.
    private static final int TRIMMED_EVERY = 1_024;

    private static final int MOST_FORGOTTEN = 10_000;

    private static final String TAKE = "with known as (select id, request_hash, accepted_at from message_key"
            + " where uid = $1 and key = $3), next as (" + CallIds.NEXT
            + " and not exists (select from known) returning reserved),"
            + " taken as (insert into message_key (uid, key, id, request_hash, taken_at)"
            + " select $1, $3, reserved, $4, $5 from next on conflict do nothing returning id)"
            + " select id, request_hash = $4 as same, accepted_at, false as fresh from known"
            + " union all select id, true, 0, true from taken";
    // Two calls of one key may both be accepted: the first to say so has said it for both.
    private static final String ACCEPTED = "update message_key set accepted_at ="
            + " case accepted_at when 0 then $3 else accepted_at end where uid = $1 and key = $2 returning accepted_at";
    private static final String TRIM = "delete from message_key where uid = $1 and id < $2";
    private static final String FORGET = "delete from message_key k using (select uid, key from message_key"
            + " where taken_at < $1 order by taken_at limit $2 for update skip locked) old"
            + " where k.uid = old.uid and k.key = old.key";

    private final Pool pool;
    private final CallIds ids;
    private final Clock clock;
    private final PostSettings settings;

    MessageKeys(Pool pool, CallIds ids, Clock clock, PostSettings settings) {
        this.pool = pool;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    /// The message of a key.
    ///
    /// @param id the sender's 32 bits
    /// @param same whether the call says what the first one with this key said
    /// @param acceptedAt epoch milliseconds; 0: it is not known to be accepted
    /// @param fresh this call is the first
    record Taken(int id, boolean same, long acceptedAt, boolean fresh) {}

    /// What is known of this key, or a new id for it.
    Future<Taken> take(long uid, UUID key, long requestHash) {
        return take(uid, key, requestHash, TRIES);
    }

    private Future<Taken> take(long uid, UUID key, long requestHash, int tries) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(uid, CallIds.DEVICE, key, requestHash, clock.millis()))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        // Another call has just taken the key, or there is no block with an id left.
                        return tries == 0
                                ? Future.failedFuture("no id could be taken")
                                : ids.haveBlock(uid).compose(ready -> take(uid, key, requestHash, tries - 1));
                    }
                    var row = rows.iterator().next();
                    var taken = new Taken(
                            row.getLong("id").intValue(),
                            row.getBoolean("same"),
                            row.getLong("accepted_at"),
                            row.getBoolean("fresh"));
                    return trimmed(uid, taken).map(taken);
                });
    }

    /// The message was accepted. When the first call with its key was told that it was.
    Future<Long> accepted(long uid, UUID key, long at) {
        return pool.preparedQuery(ACCEPTED)
                .execute(Tuple.of(uid, key, at))
                .map(rows -> rows.size() == 0 ? at : rows.iterator().next().getLong(0));
    }

    /// Forgets keys that are older than this. How many.
    Future<Integer> forget(long takenBefore) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(takenBefore, MOST_FORGOTTEN))
                .map(rows -> rows.rowCount());
    }

    private Future<Void> trimmed(long uid, Taken taken) {
        if (!taken.fresh() || taken.id() % TRIMMED_EVERY != 0) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(TRIM)
                .execute(Tuple.of(uid, Integer.toUnsignedLong(taken.id()) - settings.mostKeys()))
                .mapEmpty();
    }
}
