package dev.kith.profile.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Who is online, by the session registry that messaging-service keeps in Redis. Only read here.
@ApplicationScoped
class OnlineSessions {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Redis redis;
    private final Clock clock;

    OnlineSessions(Redis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /// Those of these users who have a session, in their order; one round trip for all.
    Uni<List<Long>> among(List<Long> uids) {
        if (uids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var now = "(" + clock.millis(); // a session whose lease has run out is none
        var asked = uids.stream()
                .map(uid -> Request.cmd(Command.ZCOUNT)
                        .arg("kith:sessions:{" + uid + "}")
                        .arg(now)
                        .arg("+inf"))
                .toList();
        // A server that accepts and says nothing is as good as none.
        return redis.batch(asked).ifNoItem().after(PATIENCE).fail().map(counts -> online(uids, counts));
    }

    private static List<Long> online(List<Long> uids, List<Response> counts) {
        var online = new ArrayList<Long>();
        for (int i = 0; i < uids.size(); i++) {
            if (counts.get(i).toLong() > 0) {
                online.add(uids.get(i));
            }
        }
        return online;
    }
}
