package dev.kith.messaging.socket;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.device.Arrival;
import dev.kith.messaging.send.Sender;
import dev.kith.messaging.session.Session;
import dev.kith.messaging.socket.Tokens.Token;

/// A device that was welcomed: who it is, its ids, what it was pushed. For the connection's thread alone.
final class OpenSession {
    private final Session session;
    private final Arrival arrival;
    private final PushWindow window;
    private final PresencePace presences = new PresencePace();
    private volatile Token token;
    private volatile String address;
    private int lastUsedId;
    private int reservedUpTo;

    OpenSession(Session session, Token token, Arrival arrival, PushWindow window) {
        this.session = session;
        this.token = token;
        this.arrival = arrival;
        this.window = window;
        this.address = arrival.address();
        this.lastUsedId = arrival.lastUsed();
        this.reservedUpTo = arrival.lastUsed();
    }

    Session session() {
        return session;
    }

    Caller caller() {
        return token.caller();
    }

    PushWindow window() {
        return window;
    }

    PresencePace presences() {
        return presences;
    }

    /// The user's own address; empty while this node does not know it.
    String address() {
        return address;
    }

    /// From any thread: the user may have moved.
    void address(String known) {
        address = known;
    }

    Sender sender() {
        return Sender.device(caller(), address, arrival.firstId(), arrival.lastId());
    }

    Arrival arrival() {
        return arrival;
    }

    /// Whether the id was set aside before it is used; see [dev.kith.messaging.device.IdReserve].
    boolean hasReserved(int id) {
        return Integer.compareUnsigned(id, reservedUpTo) <= 0;
    }

    void reserved(int upTo) {
        reservedUpTo = upTo;
    }

    int reservedUpTo() {
        return reservedUpTo;
    }

    int lastUsedId() {
        return lastUsedId;
    }

    /// Takes note that the id is used from now on. Whether it never was before: true for a device that counts
    /// up.
    boolean use(int id) {
        boolean unused = Integer.compareUnsigned(id, lastUsedId) > 0;
        if (unused) {
            lastUsedId = id;
        }
        return unused;
    }

    /// @throws ProblemException for the token of another user or device
    void renew(Token fresh) {
        if (fresh.caller().uid() != caller().uid()
                || !fresh.caller().app().equals(caller().app())
                || !fresh.caller().device().equals(caller().device())) {
            throw new ProblemException(ErrorCode.UNAUTHENTICATED, "This is the token of another user or device.");
        }
        token = fresh;
    }

    /// The newest token; from any thread.
    Token token() {
        return token;
    }
}
