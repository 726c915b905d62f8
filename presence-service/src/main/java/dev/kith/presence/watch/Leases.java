package dev.kith.presence.watch;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
/// Both end by themselves with the last lease in them.
@ApplicationScoped
public class Leases {
    private static final int REQUESTS_AT_ONCE = 1_000;

    private final Redis redis;
    private final Clock clock;
    private final WatchConfiguration configuration;

    Leases(Redis redis, Clock clock, WatchConfiguration configuration) {
        this.redis = redis;
        this.clock = clock;
        this.configuration = configuration;
    }

    /// From now on this device watches these users and no others. Whom another device of the user watches stays
    /// watched.
    Uni<Void> replace(Watcher watcher, Set<Long> subjects) {
        return redis.send(Request.cmd(Command.ZRANGEBYSCORE)
                        .arg(watching(watcher.uid()))
                        .arg("(" + clock.millis())
                        .arg("+inf"))
                .map(former -> requests(
                        watcher,
                        Watching.of(entries(former).map(Response::toString).toList()),
                        subjects))
                .flatMap(this::send);
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
        return redis.batch(requests).map(responses -> watchers(subjects, responses));
    }

    /// Forgets who watches a user who is no more.
    public Uni<Void> forget(long subject) {
        return redis.send(Request.cmd(Command.DEL).arg(watch(subject))).replaceWithVoid();
    }

    private List<Request> requests(Watcher watcher, Watching former, Set<Long> subjects) {
        var requests = new ArrayList<Request>();
        for (long released : former.releasedBy(watcher.device(), subjects)) {
            requests.add(Request.cmd(Command.ZREM).arg(watching(watcher.uid())).arg(watcher.entry(released)));
            if (!former.isWatchedByOthers(watcher.device(), released)) {
                requests.add(Request.cmd(Command.ZREM).arg(watch(released)).arg(watcher.uid()));
            }
        }
        for (long subject : subjects) {
            add(requests, watching(watcher.uid()), watcher.entry(subject));
            add(requests, watch(subject), Long.toString(watcher.uid()));
        }
        return requests;
    }

    private void add(List<Request> requests, String key, String member) {
        long now = clock.millis();
        requests.add(Request.cmd(Command.ZREMRANGEBYSCORE).arg(key).arg("-inf").arg(now));
        requests.add(Request.cmd(Command.ZADD)
                .arg(key)
                .arg(now + configuration.lease().toMillis())
                .arg(member));
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
                .transformToUniAndConcatenate(redis::batch)
                .collect()
                .last()
                .replaceWithVoid();
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
