package dev.kith.presence.session;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Reads which users have a session. messaging-service alone writes it:
///
/// - `kith:sessions:{<uid>}`, a sorted set of sessions; the score is the expiry in epoch milliseconds, 35 s after the
///   last heartbeat;
/// - `kith:registry:born`, when the registry was first written after it was empty.
@ApplicationScoped
public class SessionRegistry {
    private static final String SESSIONS = "kith:sessions:";
    private static final String BORN = "kith:registry:born";
    private static final int SCANNED = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Redis redis;
    private final Clock clock;
    private final RegistryConfiguration configuration;
    private final RegistryTrust trust;

    SessionRegistry(Redis redis, Clock clock, RegistryConfiguration configuration) {
        this.redis = redis;
        this.clock = clock;
        this.configuration = configuration;
        this.trust = new RegistryTrust(clock, configuration.proof());
    }

    /// Which of these users have a session now: one round trip. Some hundreds at a time.
    public Uni<RegistryReading> read(List<Long> uids) {
        var requests = new ArrayList<Request>(uids.size() + 1);
        requests.add(Request.cmd(Command.GET).arg(BORN));
        for (long uid : uids) {
            requests.add(Request.cmd(Command.ZREVRANGE)
                    .arg(SESSIONS + "{" + uid + "}")
                    .arg(0)
                    .arg(0)
                    .arg("WITHSCORES"));
        }
        // A server that accepts and says nothing is as good as none.
        return redis.batch(requests)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(trust::unreadable)
                .map(responses -> reading(uids, responses));
    }

    /// The users with an entry in the registry, all of them, in portions; one may come twice.
    public Multi<List<Long>> everyone() {
        return Multi.createBy()
                .repeating()
                .uni(() -> new StringBuilder("0"), cursor -> scan(cursor))
                .whilst(portion -> !portion.isLast())
                .map(Portion::uids);
    }

    private Uni<Portion> scan(StringBuilder cursor) {
        return redis.send(Request.cmd(Command.SCAN)
                        .arg(cursor.toString())
                        .arg("MATCH")
                        .arg(SESSIONS + "*")
                        .arg("COUNT")
                        .arg(SCANNED))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(response -> {
                    cursor.setLength(0);
                    cursor.append(response.get(0).toString());
                    return new Portion(uids(response.get(1)), cursor.toString().equals("0"));
                });
    }

    private static List<Long> uids(Response keys) {
        var uids = new ArrayList<Long>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            var name = keys.get(i).toString();
            try {
                uids.add(Long.parseLong(name.substring(SESSIONS.length() + 1, name.length() - 1)));
            } catch (NumberFormatException | IndexOutOfBoundsException notAUser) {
                // Not written by messaging-service; nobody's session.
            }
        }
        return uids;
    }

    private RegistryReading reading(List<Long> uids, List<Response> responses) {
        var heartbeats = new HashMap<Long, Instant>();
        for (int i = 0; i < uids.size(); i++) {
            var newest = responses.get(i + 1);
            if (newest.size() > 0) {
                heartbeats.put(uids.get(i), expiry(newest).minus(configuration.registration()));
            }
        }
        return new RegistryReading(
                heartbeats,
                clock.instant().minus(configuration.silence()),
                trust.isEvidence(born(responses.getFirst())));
    }

    // The member and its score, side by side or, in the third version of Redis' protocol, as a pair.
    private static Instant expiry(Response newest) {
        var last = newest.get(newest.size() - 1);
        var score = last.type() == ResponseType.MULTI ? last.get(1) : last;
        return Instant.ofEpochMilli((long) Double.parseDouble(score.toString()));
    }

    private static Optional<Instant> born(Response mark) {
        return Optional.ofNullable(mark).map(time -> Instant.ofEpochMilli(time.toLong()));
    }

    private record Portion(List<Long> uids, boolean isLast) {}
}
