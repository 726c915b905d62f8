package dev.kith.messaging.request;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who asks to write to whom.
@ApplicationScoped
class MessageRequests {
    // Whom the owner has written to, granted something or blocked is answered by that.
    private static final String OPEN = """
            select r.peer, p.address, r.since from message_request r join person p on p.uid = r.peer and not p.gone
             where r.owner = $1 and r.state = 1 and (r.since, r.peer) < ($2, $3)
               and not exists (select from conversation c where c.owner = $1 and c.peer = r.peer and c.sides & 2 <> 0)
               and not exists (select from relationship t where t.owner = $1 and t.peer = r.peer
                                  and (t.paired or t.block_kinds & 1 <> 0 or lets(1::smallint, t)))
             order by r.since desc, r.peer desc limit $4""";
    private static final String ANSWER = """
            update message_request r set state = $2
             where r.owner = $1 and r.peer = (select p.uid from person p where p.app = $3 and p.address = $4 and not p.gone
                                               order by greatest(p.uid, p.revision) desc limit 1)
            returning r.peer""";

    private final Pool pool;

    MessageRequests(Pool pool) {
        this.pool = pool;
    }

    /// Where a page begins: before this one.
    record Place(long since, long peer) {
        static final Place NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    record Request(Place place, String address) {
        Instant since() {
            return Instant.ofEpochMilli(place.since());
        }
    }

    /// Those that wait for an answer, the latest first.
    Uni<List<Request>> open(long owner, Place before, int most) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(owner, before.since(), before.peer(), most))
                .map(rows -> {
                    var requests = new ArrayList<Request>(rows.size());
                    rows.forEach(row -> requests.add(new Request(
                            new Place(row.getLong("since"), row.getLong("peer")), row.getString("address"))));
                    return requests;
                });
    }

    /// Sets the answer, also over another one. Who has asked; empty: nobody of this address.
    Uni<Optional<Long>> answer(long owner, Answer answer, String app, String address) {
        return pool.preparedQuery(ANSWER)
                .execute(Tuple.of(owner, answer.state(), app, address))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getLong("peer")));
    }
}
