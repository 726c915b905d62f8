package dev.kith.messaging.call;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.socket.Call;
import dev.kith.contracts.socket.CallFrom;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.delivery.Delivery;
import dev.kith.messaging.delivery.Parcel;
import dev.kith.messaging.inbox.Copies;
import dev.kith.messaging.inbox.Copy;
import dev.kith.messaging.log.InboxLog;
import dev.kith.messaging.people.People;
import dev.kith.messaging.send.Sender;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Passes on what the two sides of a call say, to all devices of the other one, and to the own ones, which stop
/// ringing.
///
/// A call is a message in both inboxes, so nobody else can say anything about it. That it was answered or declined is
/// an inbox record as every status is; the rest goes straight to the sockets and is never stored.
@ApplicationScoped
public class SignalCall {
    private static final List<BlockKind> CALLS = List.of(BlockKind.CALLS);
    private static final int MOST_DESCRIPTION_BYTES = 16 * 1024;

    private final Copies copies;
    private final People people;
    private final Answered answered;
    private final InboxLog log;
    private final Delivery delivery;
    private final Clock clock;
    private final CallSettings settings;
    private final RateLimit rate = new RateLimit("call signals", 300, Duration.ofSeconds(10));

    SignalCall(
            Copies copies,
            People people,
            Answered answered,
            InboxLog log,
            Delivery delivery,
            Clock clock,
            CallSettings settings) {
        this.copies = copies;
        this.people = people;
        this.answered = answered;
        this.log = log;
        this.delivery = delivery;
        this.clock = clock;
        this.settings = settings;
    }

    /// Fails with `not-found` for what is no call of the user's; an answer with `too-late` when it no longer rings, or
    /// another device was quicker.
    public Future<Void> signal(Sender sender, Call signal) {
        rate.take(Long.toString(sender.caller().uid()));
        if (signal.getDescriptionBytes().size() > MOST_DESCRIPTION_BYTES) {
            throw new ProblemException(
                    ErrorCode.TOO_LARGE, "description is more than " + MOST_DESCRIPTION_BYTES + " bytes.");
        }
        return copies.find(sender.caller().uid(), signal.getId())
                .map(found -> found.filter(copy -> copy.message().getCall() != 0 && !copy.deleted())
                        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such call.")))
                .compose(copy -> settle(sender, copy, signal)
                        .onSuccess(open -> pass(sender, copy, signal, open))
                        .mapEmpty());
    }

    /// What has to be so before the others hear of it. Whether the other side does: the end of a call is always one for
    /// the own devices, but nothing of it passes a block.
    private Future<Boolean> settle(Sender sender, Copy copy, Call signal) {
        return switch (signal.getWhat()) {
            case ANSWER -> answer(sender, ofCallee(copy));
            case DECLINE ->
                rise(sender, ofCallee(copy), StatusRise.Status.DECLINED).compose(risen -> isOpen(sender, copy));
            case RINGING, CANDIDATES, BUSY -> reachable(sender, copy);
            case HANG_UP -> isOpen(sender, copy);
            case WHAT_OF_CALL_UNSPECIFIED, UNRECOGNIZED ->
                Future.failedFuture(new ProblemException(ErrorCode.INVALID_VALUE, "what is not set."));
        };
    }

    private Future<Boolean> answer(Sender sender, Copy copy) {
        if (copy.message().getAcceptedAt() + settings.ring().toMillis() < clock.millis()) {
            return Future.failedFuture(new ProblemException(ErrorCode.TOO_LATE, "It does not ring any more."));
        }
        return reachable(sender, copy)
                .compose(may ->
                        answered.by(copy.message().getId(), sender.caller().device()))
                .compose(first -> first
                        ? rise(sender, copy, StatusRise.Status.ANSWERED)
                        : Future.failedFuture(
                                new ProblemException(ErrorCode.TOO_LATE, "Another of your devices has answered.")))
                .map(risen -> true);
    }

    private Future<Void> rise(Sender sender, Copy copy, StatusRise.Status status) {
        var rise = StatusRise.newBuilder()
                .addIds(copy.message().getId())
                .setStatus(status)
                .setAt(clock.millis());
        var record = InboxRecord.newBuilder().setApp(sender.caller().app()).setStatus(rise);
        return log.append(List.of(
                record.setOwner(sender.caller().uid()).build(),
                record.setOwner(copy.peer()).build()));
    }

    private Future<Boolean> reachable(Sender sender, Copy copy) {
        return isOpen(sender, copy)
                .compose(open ->
                        open ? Future.succeededFuture(true) : Future.failedFuture(ProblemException.unreachable()));
    }

    private Future<Boolean> isOpen(Sender sender, Copy copy) {
        return people.of(copy.peer(), copy.peerAddress(), sender.caller().uid(), BlockKinds.mask(CALLS))
                .map(peer -> !peer.refusesMe() && !peer.blockedByMe() && !peer.forbidden());
    }

    private void pass(Sender sender, Copy copy, Call signal, boolean open) {
        var said = CallFrom.newBuilder()
                .setId(signal.getId())
                .setFrom(sender.address())
                .setWhat(signal.getWhat())
                .setAt(clock.millis());
        var own = new Parcel(
                sender.caller().uid(),
                frame(said.clone().setDevice(sender.caller().device())));
        if (!open) {
            delivery.deliver(List.of(own));
            return;
        }
        switch (signal.getWhat()) {
            case ANSWER, CANDIDATES -> said.setDescription(signal.getDescription());
            default -> {} // has none: what is there would be a message that no rule for messages is asked about
        }
        delivery.deliver(List.of(new Parcel(copy.peer(), frame(said)), own));
    }

    private static ServerFrame frame(CallFrom.Builder said) {
        return ServerFrame.newBuilder().setCallFrom(said).build();
    }

    private static Copy ofCallee(Copy copy) {
        if (copy.sent()) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "One's own call is answered by the other side.");
        }
        return copy;
    }
}
