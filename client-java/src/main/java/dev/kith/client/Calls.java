package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.contracts.socket.Call;
import dev.kith.contracts.socket.CallWhat;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Send;
import java.util.concurrent.CompletableFuture;

/**
 * Signals of calls; what is seen and heard goes its own way.
 *
 * <p>A call is offered by a message, which comes to {@code onMessage} with {@link Message#call()} and stays as missed until it
 * is answered or declined. What is said after that comes to {@code onCallSignal}.
 */
public final class Calls {
    private final Core core;

    Calls(Core core) {
        this.core = core;
    }

    /** Rings on all devices of this person. The future has the id of the call. */
    public CompletableFuture<SentMessage> call(String peer, CallKind kind, String description) {
        return core.sendUnnumbered(Send.newBuilder()
                .setTo(peer)
                .setText(description)
                .setCall(
                        kind == CallKind.VIDEO
                                ? dev.kith.contracts.socket.CallKind.VIDEO
                                : dev.kith.contracts.socket.CallKind.AUDIO)
                .build());
    }

    /** This device rings. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> ringing(long callId) {
        return say(callId, CallWhat.RINGING, "");
    }

    /** Takes a call. {@code TOO_LATE}: it does not ring any more, or another device of the user has it. */
    public CompletableFuture<Void> answer(long callId, String description) {
        return say(callId, CallWhat.ANSWER, description);
    }

    /** Ways to reach this device. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> candidates(long callId, String candidates) {
        return say(callId, CallWhat.CANDIDATES, candidates);
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Void> hangUp(long callId) {
        return say(callId, CallWhat.HANG_UP, "");
    }

    /** The user is in another call; this one is missed. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> busy(long callId) {
        return say(callId, CallWhat.BUSY, "");
    }

    /** The user does not want it. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> decline(long callId) {
        return say(callId, CallWhat.DECLINE, "");
    }

    private CompletableFuture<Void> say(long callId, CallWhat what, String description) {
        return core.change(ClientFrame.newBuilder()
                .setCall(Call.newBuilder().setId(callId).setWhat(what).setDescription(description))
                .build());
    }
}
