package dev.kith.messaging.socket;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Done;
import dev.kith.contracts.socket.Pong;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Read;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.Renew;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Sync;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.device.IdReserve;
import dev.kith.messaging.inbox.Resync;
import dev.kith.messaging.people.People;
import dev.kith.messaging.receipt.Acks;
import dev.kith.messaging.receipt.Receipts;
import dev.kith.messaging.send.SendMessage;
import dev.kith.messaging.send.SendMessage.Sending;
import dev.kith.messaging.send.SendOutcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What each frame of a welcomed device leads to. Called, and answering, on the connection's event loop.
@ApplicationScoped
class FrameDesk {
    private static final Logger LOG = Logger.getLogger(FrameDesk.class);
    private static final int MOST_READ = 1_000;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final SendMessage sendMessage;
    private final People people;
    private final Receipts receipts;
    private final Resync resync;
    private final Heads heads;
    private final Tokens tokens;
    private final IdReserve ids;
    private final ChangeDesk changes;
    private final Acks acks;

    FrameDesk(
            SendMessage sendMessage,
            People people,
            Receipts receipts,
            Resync resync,
            Heads heads,
            Tokens tokens,
            IdReserve ids,
            ChangeDesk changes,
            Acks acks) {
        this.sendMessage = sendMessage;
        this.people = people;
        this.receipts = receipts;
        this.resync = resync;
        this.heads = heads;
        this.tokens = tokens;
        this.ids = ids;
        this.changes = changes;
        this.acks = acks;
    }

    /// A frame that is being dealt with.
    ///
    /// @param placed when the next frame may be looked at
    /// @param answer fails if it is not known what became of it
    /// @param afterwards goes out after the answer
    record Handling(Future<Void> placed, Future<ServerFrame.Builder> answer, Optional<ServerFrame> afterwards) {
        static Handling of(Future<ServerFrame.Builder> answer) {
            return new Handling(answer.<Void>mapEmpty().otherwiseEmpty(), answer, Optional.empty());
        }
    }

    Handling handle(OpenSession session, ClientFrame frame) {
        return switch (frame.getFrameCase()) {
            case SEND -> send(session, frame.getSend());
            case READ -> Handling.of(read(session, frame.getRead()).recover(FrameDesk::refused));
            case ACK -> acknowledge(session, frame.getAck());
            case EDIT, DELETE, REACT, CANCEL, ACTIVITY, CALL ->
                Handling.of(change(session, frame).recover(FrameDesk::refused));
            case SYNC -> Handling.of(sync(session, frame.getSync()).recover(FrameDesk::refused));
            case RENEW -> Handling.of(renew(session, frame.getRenew()).recover(FrameDesk::refused));
            case PING ->
                Handling.of(heads.of(session.caller().uid())
                        .map(head -> ServerFrame.newBuilder()
                                .setPong(Pong.newBuilder().setHead(head)))
                        .recover(FrameDesk::refused));
            case HELLO, FRAME_NOT_SET ->
                Handling.of(
                        refused(new ProblemException(ErrorCode.BAD_FRAME, "This connection was welcomed already.")));
        };
    }

    /// The session's connection is over.
    void left(OpenSession session) {
        ids.giveBack(session.caller(), session.arrival(), session.reservedUpTo(), session.lastUsedId())
                .onFailure(away -> LOG.debugf("ids that were set aside stay so: %s", away.getMessage()));
    }

    /// Any failure, as what a device is told.
    static ProblemException problem(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        LOG.warnf("a frame could not be served: %s", failure.toString());
        return ProblemException.retryAfter(ErrorCode.UNAVAILABLE, "This cannot be done at the moment.", TRY_AGAIN);
    }

    private Handling send(OpenSession session, Send send) {
        var sending = knowingAddress(session)
                .compose(known -> reserving(session, send.getId()))
                .map(ready -> {
                    var sender = session.sender();
                    boolean unused = sender.owns(send.getId()) && session.use(send.getId());
                    return sendMessage.send(sender, send, unused);
                });
        return new Handling(
                sending.compose(Sending::placed).otherwiseEmpty(),
                sending.otherwise(FrameDesk::notKnown).compose(Sending::outcome).map(FrameDesk::answer),
                Optional.empty());
    }

    /// A user who has just joined may be here before the news of it.
    private Future<Void> knowingAddress(OpenSession session) {
        if (!session.address().isEmpty()) {
            return Future.succeededFuture();
        }
        return people.addressOf(session.caller().uid()).compose(address -> {
            session.address(address);
            return address.isEmpty()
                    ? Future.failedFuture(ProblemException.retryAfter(
                            ErrorCode.UNAVAILABLE, "Your account is still being set up.", TRY_AGAIN))
                    : Future.succeededFuture();
        });
    }

    private Future<Void> reserving(OpenSession session, int id) {
        if (session.hasReserved(id) || !session.sender().owns(id)) {
            return Future.succeededFuture();
        }
        return ids.reserve(session.caller(), session.arrival(), id)
                .onSuccess(session::reserved)
                .mapEmpty();
    }

    private static Sending notKnown(Throwable failure) {
        return Sending.over(SendOutcome.Refused.of(problem(failure)));
    }

    private static ServerFrame.Builder answer(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(long id, long at) ->
                ServerFrame.newBuilder()
                        .setAccepted(Accepted.newBuilder().setMessageId(id).setAcceptedAt(at));
            case SendOutcome.Refused(ErrorCode code, String detail, Duration retryAfter) ->
                ServerFrame.newBuilder()
                        .setRefused(Refused.newBuilder()
                                .setCode(code.slug())
                                .setDetail(detail)
                                .setRetryAfter(retryAfter.toMillis()));
        };
    }

    private Future<ServerFrame.Builder> change(OpenSession session, ClientFrame frame) {
        return knowingAddress(session).compose(known -> changes.handle(session.sender(), frame));
    }

    private Future<ServerFrame.Builder> read(OpenSession session, Read read) {
        if (read.getIdsCount() > MOST_READ) {
            return Future.failedFuture(
                    new ProblemException(ErrorCode.INVALID_VALUE, "At most " + MOST_READ + " ids in one frame."));
        }
        return receipts.read(session.caller(), read.getIdsList()).map(FrameDesk::done);
    }

    private Handling acknowledge(OpenSession session, Ack ack) {
        if (ack.getSeq() < 0) {
            return Handling.of(refused(new ProblemException(ErrorCode.INVALID_VALUE, "seq is below 0.")));
        }
        acks.note(
                session.caller().uid(), Math.min(ack.getSeq(), session.window().head()));
        var acknowledged = session.window().acknowledge(ack.getSeq());
        var told = acknowledged.remembered()
                ? receipts.delivered(session.caller(), acknowledged.delivered())
                : receipts.delivered(session.caller(), acknowledged.delivered(), acknowledged.after(), ack.getSeq());
        var here = Objects.requireNonNull(Vertx.currentContext());
        told.onFailure(lost -> here.runOnContext(now -> session.window().failed(acknowledged)));
        // The device may think that it has all, and no further push may come to tell it otherwise.
        var hint = acknowledged.missed()
                ? Optional.of(ServerFrame.newBuilder()
                        .setPush(Push.newBuilder().setHead(session.window().head()))
                        .build())
                : Optional.<ServerFrame>empty();
        var answer = told.map(FrameDesk::done).recover(FrameDesk::refused);
        return new Handling(Future.succeededFuture(), answer, hint);
    }

    private Future<ServerFrame.Builder> sync(OpenSession session, Sync sync) {
        return resync.page(session.caller().uid(), session.address(), sync).map(page -> {
            session.window().synced(page.getEntriesList());
            return ServerFrame.newBuilder().setSyncPage(page);
        });
    }

    private Future<ServerFrame.Builder> renew(OpenSession session, Renew renew) {
        return tokens.verify(renew.getAccessToken(), () -> true).map(fresh -> {
            session.renew(fresh);
            return done(fresh);
        });
    }

    private static ServerFrame.Builder done(Object ignored) {
        return ServerFrame.newBuilder().setDone(Done.getDefaultInstance());
    }

    private static Future<ServerFrame.Builder> refused(Throwable failure) {
        return Future.succeededFuture(answer(SendOutcome.Refused.of(problem(failure))));
    }
}
