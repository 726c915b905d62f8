package dev.kith.messaging.socket;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.NodeMessage;
import dev.kith.contracts.event.SessionReplaced;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Welcome;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.delivery.NodeChannel;
import dev.kith.messaging.device.Arrival;
import dev.kith.messaging.device.Devices;
import dev.kith.messaging.session.Session;
import dev.kith.messaging.session.SessionEvents;
import dev.kith.messaging.session.SessionRegistry;
import dev.kith.messaging.socket.Tokens.Token;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// From a hello to a welcome, and the way out.
///
/// The session is entered, here and in the registry, before anything is read of the inbox and of revocations: what
/// happens from then on finds the session, what happened before is in what is read.
@ApplicationScoped
class Greeter {
    private static final Logger LOG = Logger.getLogger(Greeter.class);

    private final Tokens tokens;
    private final Connections connections;
    private final SessionRegistry registry;
    private final SessionEvents events;
    private final NodeChannel nodes;
    private final Devices devices;
    private final Welcoming welcoming;

    Greeter(
            Tokens tokens,
            Connections connections,
            SessionRegistry registry,
            SessionEvents events,
            NodeChannel nodes,
            Devices devices,
            Welcoming welcoming) {
        this.tokens = tokens;
        this.connections = connections;
        this.registry = registry;
        this.events = events;
        this.nodes = nodes;
        this.devices = devices;
        this.welcoming = welcoming;
    }

    record Greeted(OpenSession session, Welcome welcome) {}

    /// Fails with a [ProblemException].
    Future<Greeted> greet(Connection connection, Hello hello) {
        if (hello.getCursor() < 0) {
            return Future.failedFuture(new ProblemException(ErrorCode.INVALID_VALUE, "The cursor is below 0."));
        }
        return tokens.verify(hello.getAccessToken()).compose(token -> enter(connection, token));
    }

    /// The connection is over.
    ///
    /// @param goodbye its device ended it in order
    void left(Connection connection, boolean goodbye) {
        connections.leave(connection).ifPresent(session -> close(session, goodbye));
    }

    /// How a connection ends that was not welcomed.
    static CloseCode closeCode(ErrorCode refusal) {
        return switch (refusal) {
            case REVOKED -> CloseCode.REVOKED;
            case TOO_MANY -> CloseCode.TOO_MANY;
            case INVALID_VALUE -> CloseCode.BAD_FRAME;
            case UNAVAILABLE, INTERNAL -> CloseCode.TRY_AGAIN;
            default -> CloseCode.NOT_AUTHENTICATED;
        };
    }

    private Future<Greeted> enter(Connection connection, Token token) {
        var caller = token.caller();
        var session = new Session(
                caller.uid(), caller.app(), caller.device(), UUID.randomUUID().toString());
        connections.enter(session, connection);
        return registry.open(session)
                .otherwise(Greeter::withoutRegistry)
                .compose(older -> {
                    replaceElsewhere(session, older);
                    if (connection.isOver()) {
                        close(session, false); // it may have been entered after it was removed
                    } else {
                        events.opened(session);
                    }
                    return devices.arrive(caller.uid(), caller.device());
                })
                .map(arrived -> welcome(
                        session,
                        token,
                        arrived.orElseThrow(() -> new ProblemException(
                                ErrorCode.TOO_MANY, "This user has as many devices as there can be."))));
    }

    private Greeted welcome(Session session, Token token, Arrival arrival) {
        if (token.issuedAt().toEpochMilli() <= arrival.revokedAt()) {
            throw new ProblemException(ErrorCode.REVOKED, "This device was signed out.");
        }
        return new Greeted(
                new OpenSession(session, token, arrival, welcoming.window(arrival)),
                welcoming.welcome(session.uid(), arrival));
    }

    private void replaceElsewhere(Session session, Set<String> older) {
        var replaced = NodeMessage.newBuilder()
                .addReplaced(SessionReplaced.newBuilder()
                        .setUid(session.uid())
                        .setDevice(session.device())
                        .setBy(session.id()))
                .build();
        older.forEach(node -> nodes.tell(node, replaced));
    }

    private void close(Session session, boolean goodbye) {
        registry.close(session)
                .onFailure(away -> LOG.debugf("a session stays until it runs out: %s", away.getMessage()))
                .onComplete(done -> events.closed(session, goodbye));
    }

    private static Set<String> withoutRegistry(Throwable away) {
        LOG.warnf("a session is only known on this node until the next heartbeat: %s", away.getMessage());
        return Set.of();
    }
}
