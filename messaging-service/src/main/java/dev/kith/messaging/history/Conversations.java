package dev.kith.messaging.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// With whom a user has exchanged how many messages: what is held of their conversations, without the messages.
@ApplicationScoped
class Conversations {
    static final int PAGE = 500;

    private static final String READ = """
            select c.*, newest.peer_address from (
                   select peer, count(*) as messages, min(accepted_at) as first_at, max(accepted_at) as last_at
                     from message where owner = $1 and peer > $2 and kind in (1, 2)
                    group by peer order by peer limit $3) c
             cross join lateral (
                   select peer_address from message where owner = $1 and peer = c.peer and kind in (1, 2)
                    order by accepted_at desc, id desc limit 1) newest
             order by c.peer""";

    private final Pool pool;

    Conversations(Pool pool) {
        this.pool = pool;
    }

    /// @param peer as the newest message calls them
    record Conversation(String peer, long messages, Instant first, Instant last) {}

    /// @param cursor of the next page; absent on the last
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Conversation> conversations, @Nullable String cursor) {}

    /// Those with peers behind this uid, in the order of their uids.
    Future<Page> read(long owner, long behind) {
        return pool.preparedQuery(READ).execute(Tuple.of(owner, behind, PAGE)).map(rows -> {
            var all = rows.stream().toList();
            return new Page(
                    all.stream().map(Conversations::conversation).toList(),
                    all.size() < PAGE ? null : String.valueOf(all.getLast().getLong("peer")));
        });
    }

    private static Conversation conversation(Row row) {
        return new Conversation(
                row.getString("peer_address"),
                row.getLong("messages"),
                Instant.ofEpochMilli(row.getLong("first_at")),
                Instant.ofEpochMilli(row.getLong("last_at")));
    }
}
