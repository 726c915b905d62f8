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
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// From a hello to a welcome, and the way out.
///
/// The session is entered, here and in the registry, before anything is read of the inbox and of revocations: what
/// happens from then on finds the session, what happened before is in what is read.
///
/// Only so many hellos are looked at at a time. Without that bound all would be slower than devices wait when all
/// come at once, and what was done for each who gave up and came again would have been done for nobody.
@ApplicationScoped
class Greeter {
    private static final Logger LOG = Logger.getLogger(Greeter.class);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final SocketSettings settings;
    private final AtomicInteger greetings = new AtomicInteger();
    private final Tokens tokens;
    private final Connections connections;
    private final SessionRegistry registry;
    private final SessionEvents events;
    private final NodeChannel nodes;
    private final Devices devices;
    private final Welcoming welcoming;

    Greeter(
            SocketSettings settings,
            Tokens tokens,
            Connections connections,
            SessionRegistry registry,
            SessionEvents events,
            NodeChannel nodes,
            Devices devices,
            Welcoming welcoming) {
        this.settings = settings;
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
        if (greetings.incrementAndGet() > settings.maxGreetings()) {
            greetings.decrementAndGet();
            return Future.failedFuture(ProblemException.retryAfter(
                    ErrorCode.UNAVAILABLE, "Many devices come at once; try again.", comeAgain()));
        }
        return tokens.verify(hello.getAccessToken(), () -> !connection.isOver())
                .compose(token -> enter(connection, token))
                .onComplete(done -> greetings.decrementAndGet());
    }

    /// Whether the next hello would be refused.
    boolean isBusy() {
        return greetings.get() >= settings.maxGreetings();
    }

    /// Spread, so that those who are refused together do not come together.
    static Duration comeAgain() {
        return AGAIN.plusMillis(ThreadLocalRandom.current().nextLong(AGAIN.toMillis()));
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
                .otherwise(Set.of())
                .compose(older -> {
                    if (connection.isOver()) {
                        close(session, false); // it may have been entered after it was removed
                        return Future.failedFuture(new ProblemException(
                                ErrorCode.UNAVAILABLE, "The connection ended before its welcome."));
                    }
                    replaceElsewhere(session, older);
                    events.opened(session);
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
        welcoming.bringMissed(session.uid());
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
}
