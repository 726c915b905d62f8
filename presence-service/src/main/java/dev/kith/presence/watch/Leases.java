package dev.kith.presence.watch;

import dev.kith.presence.watch.GrantedLeases.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Who watches whom, and until when. In Redis, written by this service alone:
///
/// - `kith:watch:{<uid>}`, a sorted set of those who watch this user; the score is the end of the lease in epoch
///   milliseconds;
/// - `kith:watching:{<uid>}`, a sorted set of whom this user watches, `<device>|<uid>`, with the same scores: what
///   the next call of the same device replaces.
///
/// Both end by themselves with the last lease in them. A flush is repaired by the nodes that granted the leases, see
/// [FlushGuard].
@ApplicationScoped
public class Leases {
    private static final int REQUESTS_AT_ONCE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Redis redis;
    private final GrantedLeases granted;
    private final Clock clock;
    private final WatchConfiguration configuration;

    Leases(Redis redis, GrantedLeases granted, Clock clock, WatchConfiguration configuration) {
        this.redis = redis;
        this.granted = granted;
        this.clock = clock;
        this.configuration = configuration;
    }

    /// From now on this device watches these users and no others. Whom another device of the user watches stays
    /// watched.
    Uni<Void> replace(Watcher watcher, Set<Long> subjects) {
        var lease = new Lease(subjects, clock.millis() + configuration.lease().toMillis());
        granted.remember(watcher, lease);
        return patiently(redis.send(Request.cmd(Command.ZRANGEBYSCORE)
                        .arg(watching(watcher.uid()))
                        .arg("(" + clock.millis())
                        .arg("+inf")))
                .map(former ->
                        Watching.of(entries(former).map(Response::toString).toList()))
                .flatMap(former -> send(releases(watcher, former, subjects)))
                .flatMap(released -> write(watcher, lease));
    }

    /// Writes a lease as it was granted; once more does no harm.
    Uni<Void> write(Watcher watcher, Lease lease) {
        var requests = new ArrayList<Request>();
        for (long subject : lease.subjects()) {
            add(requests, watching(watcher.uid()), watcher.entry(subject), lease.until());
            add(requests, watch(subject), Long.toString(watcher.uid()), lease.until());
        }
        return send(requests);
    }

    /// Who watches each of these users now; a user whom nobody watches is not there.
    public Uni<Map<Long, List<Long>>> watchers(List<Long> subjects) {
        var now = "(" + clock.millis();
        var requests = subjects.stream()
                .map(subject -> Request.cmd(Command.ZRANGEBYSCORE)
                        .arg(watch(subject))
                        .arg(now)
                        .arg("+inf"))
                .toList();
        return patiently(redis.batch(requests)).map(responses -> watchers(subjects, responses));
    }

    /// Forgets who watches a user who is no more.
    public Uni<Void> forget(long subject) {
        return patiently(redis.send(Request.cmd(Command.DEL).arg(watch(subject))))
                .replaceWithVoid();
    }

    private static List<Request> releases(Watcher watcher, Watching former, Set<Long> subjects) {
        var requests = new ArrayList<Request>();
        for (long released : former.releasedBy(watcher.device(), subjects)) {
            requests.add(Request.cmd(Command.ZREM).arg(watching(watcher.uid())).arg(watcher.entry(released)));
            if (!former.isWatchedByOthers(watcher.device(), released)) {
                requests.add(Request.cmd(Command.ZREM).arg(watch(released)).arg(watcher.uid()));
            }
        }
        return requests;
    }

    private void add(List<Request> requests, String key, String member, long until) {
        requests.add(Request.cmd(Command.ZREMRANGEBYSCORE).arg(key).arg("-inf").arg(clock.millis()));
        // Never shorter than another device of the same user has it.
        requests.add(Request.cmd(Command.ZADD).arg(key).arg("GT").arg(until).arg(member));
        requests.add(
                Request.cmd(Command.PEXPIRE).arg(key).arg(configuration.lease().toMillis()));
    }

    private Uni<Void> send(List<Request> requests) {
        return Multi.createFrom()
                .iterable(requests)
                .group()
                .intoLists()
                .of(REQUESTS_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(some -> patiently(redis.batch(some)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// A server that accepts and says nothing is as good as none.
    private static <T> Uni<T> patiently(Uni<T> answer) {
        return answer.ifNoItem().after(PATIENCE).fail();
    }

    private static Map<Long, List<Long>> watchers(List<Long> subjects, List<Response> responses) {
        var watchers = new HashMap<Long, List<Long>>();
        for (int i = 0; i < subjects.size(); i++) {
            var members = responses.get(i);
            if (members.size() > 0) {
                watchers.put(
                        subjects.get(i), entries(members).map(Response::toLong).toList());
            }
        }
        return watchers;
    }

    private static Stream<Response> entries(Response list) {
        return IntStream.range(0, list.size()).mapToObj(list::get);
    }

    private static String watch(long subject) {
        return "kith:watch:{" + subject + "}";
    }

    private static String watching(long watcher) {
        return "kith:watching:{" + watcher + "}";
    }
}
