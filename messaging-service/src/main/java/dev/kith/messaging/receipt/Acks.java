package dev.kith.messaging.receipt;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Up to where some device of each user has everything: written behind, all of a node in one statement.
///
/// It only rises, and a device says it again on its next connection, so what is lost is found.
@ApplicationScoped
public class Acks {
    private static final Logger LOG = Logger.getLogger(Acks.class);
    private static final int PAUSE_MILLIS = 250;
    // In the order of owners, so that two nodes never wait for each other in a circle.
    private static final String WRITE = "insert into inbox_ack as a (owner, seq)"
            + " select * from unnest($1::bigint[], $2::bigint[]) as n(owner, seq) order by owner"
            + " on conflict (owner) do update set seq = excluded.seq where a.seq < excluded.seq";

    private final Pool pool;
    private final Map<Long, Long> heard = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Acks(Pool pool) {
        this.pool = pool;
    }

    /// A device of the owner has everything up to this seq. Any thread.
    public void note(long owner, long seq) {
        heard.merge(owner, seq, Math::max);
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        writeForEver(vertx);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void writeForEver(Vertx vertx) {
        if (!stopped) {
            write().onComplete(done -> vertx.setTimer(PAUSE_MILLIS, next -> writeForEver(vertx)));
        }
    }

    private Future<Void> write() {
        var batch = new TreeMap<Long, Long>();
        heard.forEach((owner, seq) -> {
            if (heard.remove(owner, seq)) {
                batch.put(owner, seq);
            }
        });
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(WRITE)
                .execute(Tuple.tuple()
                        .addArrayOfLong(batch.keySet().toArray(Long[]::new))
                        .addArrayOfLong(batch.values().toArray(Long[]::new)))
                .onFailure(away -> {
                    LOG.debugf("acknowledgements are written later: %s", away.getMessage());
                    batch.forEach(this::note);
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
