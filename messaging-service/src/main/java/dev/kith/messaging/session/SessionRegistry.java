package dev.kith.messaging.session;

import dev.kith.messaging.gather.Gathering;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who is connected where, in Redis: `kith:sessions:{uid}` is a sorted set of `device|node|session` with the time up
/// to which each holds good. Only this service writes it.
///
/// Nothing here is durable or has to be: a session that a heartbeat does not renew is gone after [#LIFE], and a
/// flushed registry is whole again after the next heartbeats.
@ApplicationScoped
public class SessionRegistry {
    private static final Logger LOG = Logger.getLogger(SessionRegistry.class);

    /// How long a session holds good without a heartbeat: three that were lost, and some slack.
    public static final Duration LIFE = Duration.ofSeconds(35);

    private static final String BORN = "kith:registry:born";
    private static final int PIPELINE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Redis redis;
    private final Clock clock;
    private final String node;
    private final Gathering<Session, Set<String>> opening = new Gathering<>(PIPELINE, this::openAll);
    private final Gathering<Session, Void> closing = new Gathering<>(PIPELINE, this::closeAll);

    SessionRegistry(Redis redis, Clock clock, Node node) {
        this.redis = redis;
        this.clock = clock;
        this.node = node.id();
    }

    /// Enters a session. The nodes where other sessions of the same device are.
    public Future<Set<String>> open(Session session) {
        return opening.ask(session);
    }

    /// Removes a session.
    public Future<Void> close(Session session) {
        return closing.ask(session);
    }

    private Future<List<Set<String>>> openAll(List<Session> sessions) {
        var requests = new ArrayList<Request>(List.of(born()));
        sessions.forEach(session -> requests.add(members(session.uid())));
        for (var session : sessions) {
            requests.add(forgetting(session));
            requests.addAll(renewal(session));
        }
        return patiently(requests)
                .map(answers -> IntStream.range(0, sessions.size())
                        .mapToObj(i -> nodesOfOlder(sessions.get(i), answers.get(1 + i)))
                        .toList())
                .onFailure(away -> LOG.warnf(
                        "%d sessions are only known on this node until the next heartbeat: %s",
                        sessions.size(), away.getMessage()));
    }

    private Future<List<Void>> closeAll(List<Session> sessions) {
        return patiently(sessions.stream().map(this::removal).toList())
                .map(removed -> Collections.<Void>nCopies(sessions.size(), null));
    }

    /// Renews the sessions of this node, a pipeline after the other, as far as they are still open when their turn
    /// comes. One that closes while its pipeline is on its way may be entered again after it was removed, so it is
    /// removed once more.
    public Future<Void> renew(List<Session> sessions, Predicate<Session> isOpen) {
        var turn = sessions.stream().limit(PIPELINE).filter(isOpen).toList();
        var requests = new ArrayList<Request>(List.of(born()));
        turn.forEach(session -> requests.addAll(renewal(session)));
        var sent = patiently(requests).compose(renewed -> remove(turn, isOpen.negate()));
        return sessions.size() <= PIPELINE
                ? sent
                : sent.compose(next -> renew(sessions.subList(PIPELINE, sessions.size()), isOpen));
    }

    private Future<Void> remove(List<Session> sessions, Predicate<Session> isOver) {
        var removals = sessions.stream().filter(isOver).map(this::removal).toList();
        return removals.isEmpty()
                ? Future.succeededFuture()
                : patiently(removals).mapEmpty();
    }

    /// The nodes other than this one where each of these users has sessions, in one round trip.
    public Future<Map<Long, Set<String>>> otherNodesOf(Collection<Long> uids) {
        var ordered = List.copyOf(uids);
        var requests = ordered.stream().map(this::members).toList();
        return patiently(requests).map(answers -> {
            var where = new HashMap<Long, Set<String>>();
            for (int i = 0; i < ordered.size(); i++) {
                var nodes = new HashSet<String>();
                each(answers.get(i), (device, at, id) -> nodes.add(at));
                nodes.remove(node);
                if (!nodes.isEmpty()) {
                    where.put(ordered.get(i), nodes);
                }
            }
            return where;
        });
    }

    /// Whether the user has a session anywhere.
    public Future<Boolean> isOnline(long uid) {
        return patiently(List.of(members(uid))).map(answers -> {
            var members = answers.getFirst();
            return members != null && members.size() > 0;
        });
    }

    /// Which of these users have a session anywhere; a pipeline after the other.
    public Future<Set<Long>> online(Collection<Long> uids) {
        return online(List.copyOf(uids), new HashSet<>());
    }

    private Future<Set<Long>> online(List<Long> uids, Set<Long> found) {
        var turn = uids.subList(0, Math.min(PIPELINE, uids.size()));
        if (turn.isEmpty()) {
            return Future.succeededFuture(found);
        }
        return patiently(turn.stream().map(this::members).toList()).compose(answers -> {
            for (int i = 0; i < turn.size(); i++) {
                var members = answers.get(i);
                if (members != null && members.size() > 0) {
                    found.add(turn.get(i));
                }
            }
            return online(uids.subList(turn.size(), uids.size()), found);
        });
    }

    /// Whether everybody's heartbeats came since the registry began, or began anew: before, nobody's absence means
    /// anything.
    public Future<Boolean> isWhole() {
        return patiently(List.of(Request.cmd(Command.GET).arg(BORN))).map(answers -> {
            var born = answers.getFirst();
            return born != null && Long.parseLong(born.toString()) + LIFE.toMillis() <= clock.millis();
        });
    }

    /// A server that accepts and says nothing is as good as none.
    private Future<List<@Nullable Response>> patiently(List<Request> requests) {
        return redis.batch(requests).timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Set<String> nodesOfOlder(Session session, @Nullable Response members) {
        var nodes = new HashSet<String>();
        each(members, (device, at, id) -> {
            if (device.equals(session.device()) && !id.equals(session.id())) {
                nodes.add(at);
            }
        });
        nodes.remove(node);
        return nodes;
    }

    private Request born() {
        return Request.cmd(Command.SET).arg(BORN).arg(clock.millis()).arg("NX");
    }

    private Request members(long uid) {
        return Request.cmd(Command.ZRANGE)
                .arg(key(uid))
                .arg("(" + clock.millis())
                .arg("+inf")
                .arg("BYSCORE");
    }

    private Request removal(Session session) {
        return Request.cmd(Command.ZREM).arg(key(session.uid())).arg(member(session));
    }

    /// Takes out what has run out. Enough at an entry: nothing else adds to a user's sessions.
    private Request forgetting(Session session) {
        return Request.cmd(Command.ZREMRANGEBYSCORE)
                .arg(key(session.uid()))
                .arg("-inf")
                .arg(clock.millis());
    }

    private List<Request> renewal(Session session) {
        var key = key(session.uid());
        long now = clock.millis();
        return List.of(
                Request.cmd(Command.ZADD).arg(key).arg(now + LIFE.toMillis()).arg(member(session)),
                Request.cmd(Command.PEXPIRE).arg(key).arg(LIFE.toMillis()));
    }

    private static String key(long uid) {
        return "kith:sessions:{" + uid + "}";
    }

    private String member(Session session) {
        return session.device() + "|" + node + "|" + session.id();
    }

    private interface Member {
        void is(String device, String node, String session);
    }

    /// A device's id is the client's and may have the separator; the other two are ours.
    private static void each(@Nullable Response members, Member seen) {
        if (members == null) {
            return;
        }
        for (var response : members) {
            var member = response.toString();
            int last = member.lastIndexOf('|');
            int middle = member.lastIndexOf('|', last - 1);
            if (middle >= 0) {
                seen.is(member.substring(0, middle), member.substring(middle + 1, last), member.substring(last + 1));
            }
        }
    }
}
