package dev.kith.bench.load;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What each message of a run was answered. What concerns one message is told by one thread, that of its sender's
/// connection; what is asked of a single message is right once that thread is done, the sums at any time.
public final class Answers {
    private static final byte SENT = 1;
    private static final byte ACCEPTED = 2;
    private static final byte REFUSED = 3;

    private final byte[] answers;
    private final LongAdder sent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Reasons refusals = new Reasons();

    public Answers(int messages) {
        answers = new byte[messages];
    }

    public int messages() {
        return answers.length;
    }

    public void sent(int message) {
        answers[message] = SENT;
        sent.increment();
    }

    public void accepted(int message) {
        answers[message] = ACCEPTED;
        accepted.increment();
    }

    public void refused(int message, String code) {
        answers[message] = REFUSED;
        refused.increment();
        refusals.add(code);
    }

    /// Whatever came of it then.
    public boolean isSent(int message) {
        return answers[message] != 0;
    }

    public boolean isAccepted(int message) {
        return answers[message] == ACCEPTED;
    }

    public boolean isRefused(int message) {
        return answers[message] == REFUSED;
    }

    public boolean isUnanswered(int message) {
        return answers[message] == SENT;
    }

    public long sentSoFar() {
        return sent.sum();
    }

    public long acceptedSoFar() {
        return accepted.sum();
    }

    public long answeredSoFar() {
        return accepted.sum() + refused.sum();
    }

    /// How many were refused with which code.
    public Map<String, Long> refusals() {
        return refusals.counts();
    }
}
