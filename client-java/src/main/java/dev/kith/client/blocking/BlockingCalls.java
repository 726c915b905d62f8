package dev.kith.client.blocking;

import dev.kith.client.CallKind;
import dev.kith.client.Calls;
import dev.kith.client.SentMessage;

/** {@link Calls}, of a thread that waits. */
public final class BlockingCalls {
    private final Calls calls;
    private final Waiting waiting;

    BlockingCalls(Calls calls, Waiting waiting) {
        this.calls = calls;
        this.waiting = waiting;
    }

    /** As {@link Calls#call(String, CallKind, String)}. */
    public SentMessage call(String peer, CallKind kind, String description) {
        return waiting.answer(calls.call(peer, kind, description));
    }

    /** As {@link Calls#ringing(long)}. */
    public void ringing(long callId) {
        waiting.answer(calls.ringing(callId));
    }

    /** As {@link Calls#answer(long, String)}. */
    public void answer(long callId, String description) {
        waiting.answer(calls.answer(callId, description));
    }

    /** As {@link Calls#candidates(long, String)}. */
    public void candidates(long callId, String candidates) {
        waiting.answer(calls.candidates(callId, candidates));
    }

    /** As {@link Calls#hangUp(long)}. */
    public void hangUp(long callId) {
        waiting.answer(calls.hangUp(callId));
    }

    /** As {@link Calls#busy(long)}. */
    public void busy(long callId) {
        waiting.answer(calls.busy(callId));
    }

    /** As {@link Calls#decline(long)}. */
    public void decline(long callId) {
        waiting.answer(calls.decline(callId));
    }
}
