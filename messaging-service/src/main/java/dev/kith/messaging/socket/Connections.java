package dev.kith.messaging.socket;

import dev.kith.contracts.event.PersonMoved;
import dev.kith.contracts.event.SessionReplaced;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.messaging.delivery.LocalSessions;
import dev.kith.messaging.session.Session;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// All sockets of this node. Thread-safe.
@ApplicationScoped
class Connections implements LocalSessions {
    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final Map<Connection, Session> sessions = new ConcurrentHashMap<>();
    private final Map<Long, Map<Connection, Session>> byUser = new ConcurrentHashMap<>();

    Connections(MeterRegistry registry) {
        registry.gauge("kith.socket.connections", all, Set::size);
        registry.gauge("kith.socket.sessions", sessions, Map::size);
    }

    /// A socket, of whom is not known yet.
    void add(Connection connection) {
        all.add(connection);
    }

    /// A connection belongs to this session from now on. Of those that a device has here only the newest stays,
    /// whichever is welcomed first: an older one may be dead without anybody knowing, and its hello late.
    void enter(Session session, Connection connection) {
        sessions.put(connection, session);
        byUser.compute(session.uid(), (uid, before) -> {
            var mine = before == null ? new ConcurrentHashMap<Connection, Session>() : before;
            mine.put(connection, session);
            return mine;
        });
        if (connection.isOver()) {
            leave(connection);
        } else {
            eachOf(session.uid(), session.device(), (other, its) -> {
                if (other != connection) {
                    (connection.isOlderThan(other) ? connection : other).end(CloseCode.REPLACED);
                }
            });
        }
    }

    /// The connection is over. Its session, if it had one.
    Optional<Session> leave(Connection connection) {
        all.remove(connection);
        var session = Optional.ofNullable(sessions.remove(connection));
        session.ifPresent(left -> byUser.computeIfPresent(left.uid(), (uid, mine) -> {
            mine.remove(connection);
            return mine.isEmpty() ? null : mine;
        }));
        return session;
    }

    int size() {
        return all.size();
    }

    Collection<Connection> all() {
        return List.copyOf(all);
    }

    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    /// Whether the session's connection is not over.
    boolean has(Session session) {
        return byUser.getOrDefault(session.uid(), Map.of()).containsValue(session);
    }

    @Override
    public void deliver(long uid, ServerFrame frame) {
        each(uid, (connection, session) -> connection.deliver(frame));
    }

    @Override
    public void revoke(SessionRevoked revoked) {
        eachOf(revoked.getUid(), revoked.getDevice(), (connection, session) -> {
            if (!isNewer(connection, revoked)) {
                connection.end(CloseCode.REVOKED);
            }
        });
    }

    @Override
    public void move(PersonMoved moved) {
        each(moved.getUid(), (connection, session) -> connection.move(moved.getAddress()));
    }

    @Override
    public void replace(SessionReplaced replaced) {
        eachOf(replaced.getUid(), replaced.getDevice(), (connection, session) -> {
            if (!session.id().equals(replaced.getBy())) {
                connection.end(CloseCode.REPLACED);
            }
        });
    }

    private static boolean isNewer(Connection connection, SessionRevoked revoked) {
        return connection
                .session()
                .filter(open -> open.token().issuedAt().toEpochMilli() > revoked.getRevokedAt())
                .isPresent();
    }

    private void eachOf(long uid, String device, BiConsumer<Connection, Session> action) {
        each(uid, (connection, session) -> {
            if (session.device().equals(device)) {
                action.accept(connection, session);
            }
        });
    }

    private void each(long uid, BiConsumer<Connection, Session> action) {
        byUser.getOrDefault(uid, Map.of()).forEach(action);
    }
}
