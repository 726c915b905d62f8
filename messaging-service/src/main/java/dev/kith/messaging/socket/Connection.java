package dev.kith.messaging.socket;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.GoAway;
import dev.kith.contracts.socket.PresenceOf;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.socket.ConnectionState.AwaitingHello;
import dev.kith.messaging.socket.ConnectionState.Closed;
import dev.kith.messaging.socket.ConnectionState.Greeting;
import dev.kith.messaging.socket.ConnectionState.Open;
import dev.kith.messaging.socket.Encoding.Decoded;
import dev.kith.messaging.socket.FrameDesk.Handling;
import dev.kith.messaging.socket.Greeter.Greeted;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/// One connection, from its upgrade to its end. What a device asks is answered with its ref; the order in which
/// frames take effect is the order in which they came, though answers may overtake each other.
///
/// Everything happens on the socket's event loop, except what says "any thread".
final class Connection {
    private static final Logger LOG = Logger.getLogger(Connection.class);

    private final Wire wire;
    private final Context context;
    private final SocketSettings settings;
    private final Greeter greeter;
    private final FrameDesk desk;
    private volatile ConnectionState state = new AwaitingHello();
    private final long helloUntil;
    private final long opened = System.nanoTime();
    private int inFlight;
    private boolean placing;
    private String movedTo = ""; // empty: the user has not moved since the session was entered

    Connection(Wire wire, Context context, SocketSettings settings, Greeter greeter, FrameDesk desk, long now) {
        this.wire = wire;
        this.context = context;
        this.settings = settings;
        this.greeter = greeter;
        this.desk = desk;
        this.helloUntil = now + settings.helloTimeout().toMillis();
    }

    void open() {
        wire.open(this::take, () -> !placing && inFlight < settings.maxInFlight(), this::ended);
    }

    /// A frame from elsewhere for this session, from any thread. A push goes out as far as the device has not
    /// had it and has room for it; anything else is left out when the device reads too slowly.
    void deliver(ServerFrame frame) {
        context.runOnContext(here -> {
            switch (state) {
                case Greeting greeting -> greeting.hold(frame);
                case Open open -> tell(open.session(), frame);
                case AwaitingHello early -> {}
                case Closed over -> {}
            }
        });
    }

    /// The user has this address from now on, from any thread. What the greeting reads may be of before.
    void move(String address) {
        context.runOnContext(here -> {
            movedTo = address;
            session().ifPresent(open -> open.address(address));
        });
    }

    /// Ends the connection, from any thread.
    void end(CloseCode code) {
        context.runOnContext(here -> wire.close(code));
    }

    /// Asks the device to come back after so long and ends the connection, from any thread.
    void goAway(Duration reconnectAfter) {
        context.runOnContext(here -> {
            wire.write(ServerFrame.newBuilder()
                    .setGoAway(GoAway.newBuilder().setReconnectAfter(reconnectAfter.toMillis()))
                    .build());
            wire.close(CloseCode.GOING_AWAY);
        });
    }

    /// Whether the other was opened after this one, from any thread.
    boolean isOlderThan(Connection other) {
        return opened - other.opened < 0;
    }

    /// Whether the connection has come to its end or is being ended, from any thread.
    boolean isOver() {
        return state instanceof Closed || wire.isClosing();
    }

    /// The session, once welcomed; from any thread.
    Optional<OpenSession> session() {
        return state instanceof Open open ? Optional.of(open.session()) : Optional.empty();
    }

    /// Ends the connection if it is overdue with its hello, its token, its keep-alive or its reading, from any thread.
    ///
    /// What looks so from elsewhere is looked at again on the event loop: while that was busy, a welcome, a renewed
    /// token or a frame may have waited for it.
    void endIfOverdue(InstantSource clock) {
        if (overdue(clock).isPresent()) {
            context.runOnContext(here -> overdue(clock).ifPresent(wire::close));
        }
    }

    private Optional<CloseCode> overdue(InstantSource clock) {
        var seen = state;
        long now = clock.millis();
        return switch (seen) {
            case AwaitingHello early when now > helloUntil -> Optional.of(CloseCode.NOT_AUTHENTICATED);
            case Greeting slow when now > helloUntil -> Optional.of(CloseCode.TRY_AGAIN);
            case Open open
            when now > open.session().token().expiresAt().toEpochMilli() -> Optional.of(CloseCode.NOT_AUTHENTICATED);
            case Closed over -> Optional.empty();
            default -> wire.overdue(now);
        };
    }

    private void take(Decoded decoded) {
        switch (decoded) {
            case Decoded.Frame(ClientFrame frame) -> take(frame);
            case Decoded.UnknownField(int ref) ->
                refuse(ref, new ProblemException(ErrorCode.UNKNOWN_FIELD, "The frame has a field that is not known."));
            case Decoded.NotUtf8 garbled -> wire.close(CloseCode.NOT_UTF8);
            case Decoded.Unreadable garbage -> wire.close(CloseCode.BAD_FRAME);
        }
    }

    private void take(ClientFrame frame) {
        if (frame.getRef() == 0 || frame.getFrameCase() == ClientFrame.FrameCase.FRAME_NOT_SET) {
            refuse(frame.getRef(), new ProblemException(ErrorCode.BAD_FRAME, "A frame needs a ref and a content."));
            return;
        }
        switch (state) {
            case AwaitingHello early when frame.hasHello() -> greet(early, frame);
            case AwaitingHello early -> wire.close(CloseCode.NOT_AUTHENTICATED);
            case Greeting greeting -> wire.close(CloseCode.BAD_FRAME); // nothing is read meanwhile
            case Open open -> serve(open.session(), frame);
            case Closed over -> {}
        }
    }

    private void greet(AwaitingHello early, ClientFrame frame) {
        var greeting = early.greet();
        state = greeting;
        placing = true;
        greeter.greet(this, frame.getHello())
                .onComplete(result -> context.runOnContext(here -> greeted(greeting, frame.getRef(), result)));
    }

    private void greeted(Greeting greeting, int ref, AsyncResult<Greeted> result) {
        placing = false;
        if (isOver()) {
            return;
        }
        if (result.succeeded()) {
            var session = result.result().session();
            if (!movedTo.isEmpty()) {
                session.address(movedTo);
            }
            state = greeting.welcome(session);
            wire.write(ServerFrame.newBuilder()
                    .setRef(ref)
                    .setWelcome(result.result().welcome())
                    .build());
            greeting.waiting().forEach(frame -> tell(session, frame));
            wire.adjust();
        } else {
            var problem = FrameDesk.problem(result.cause());
            refuse(ref, problem);
            wire.close(Greeter.closeCode(problem.code()));
        }
    }

    private void serve(OpenSession session, ClientFrame frame) {
        inFlight++;
        var handling = desk.handle(session, frame);
        if (!handling.placed().isComplete()) {
            placing = true;
            handling.placed()
                    .onComplete(placed -> context.runOnContext(here -> {
                        placing = false;
                        wire.adjust();
                    }));
        }
        onceComplete(handling.answer(), () -> answered(session, frame.getRef(), handling));
    }

    private void onceComplete(Future<?> future, Runnable then) {
        if (future.isComplete()) {
            then.run();
        } else {
            future.onComplete(done -> context.runOnContext(here -> then.run()));
        }
    }

    private void answered(OpenSession session, int ref, Handling handling) {
        inFlight--;
        var answer = handling.answer();
        if (answer.succeeded()) {
            wire.write(answer.result().setRef(ref).build());
            handling.afterwards().ifPresent(wire::write);
            wire.adjust();
        } else {
            // No answer means "not known": the device repeats it on its next connection.
            LOG.warnf("%s: %s", session.caller(), answer.cause().toString());
            wire.close(CloseCode.TRY_AGAIN);
        }
    }

    private void tell(OpenSession session, ServerFrame frame) {
        if (frame.hasPresenceOf()) {
            tellPresence(session, session.presences().hear(frame.getPresenceOf()));
        } else if (!frame.hasPush()) {
            if (!wire.isFull()) {
                wire.write(frame);
            }
        } else if (wire.isFull()) {
            session.window().pass(frame.getPush().getEntriesList());
        } else {
            var entries = session.window().admit(frame.getPush().getEntriesList());
            if (!entries.isEmpty()) {
                wire.write(ServerFrame.newBuilder()
                        .setPush(Push.newBuilder()
                                .addAllEntries(entries)
                                .setHead(frame.getPush().getHead()))
                        .build());
            }
        }
    }

    private void tellPresence(OpenSession session, Optional<PresenceOf> due) {
        due.ifPresent(presence -> {
            if (!wire.isFull()) {
                wire.write(ServerFrame.newBuilder().setPresenceOf(presence).build());
            }
            context.owner().setTimer(PresencePace.REST.toMillis(), rested -> tellPresenceSince(session));
        });
    }

    private void tellPresenceSince(OpenSession session) {
        if (!isOver()) {
            tellPresence(session, session.presences().rested());
        }
    }

    private void refuse(int ref, ProblemException problem) {
        wire.write(ServerFrame.newBuilder()
                .setRef(ref)
                .setRefused(Refused.newBuilder()
                        .setCode(problem.code().slug())
                        .setDetail(problem.detail())
                        .setRetryAfter(
                                problem.retryAfter().orElse(Duration.ZERO).toMillis()))
                .build());
    }

    private void ended() {
        var before = state;
        state = before.close();
        if (!(before instanceof Closed)) {
            greeter.left(this, wire.saidGoodbye());
            if (before instanceof Open open) {
                desk.left(open.session());
            }
        }
    }
}
