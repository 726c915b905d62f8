package dev.kith.bench.messages;

import dev.kith.bench.load.Answers;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Every message of a run, by its number, and what became of it.
///
/// Message i is the message number i / senders of sender i % senders. What concerns one message is told by two threads:
/// its sender's connection tells the answer, its recipient's the receipts. [#verdict] is asked when both are done.
final class Ledger {
    private final int senders;
    private final Answers answers;
    private final byte[] pushes;
    private final boolean[] repaired;
    private final boolean[] stored;
    private final int[] newest;
    private final boolean[] unheard;

    private final LongAdder received = new LongAdder();
    private final AtomicLong reordered = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();

    Ledger(int senders, int messages) {
        this.senders = senders;
        answers = new Answers(messages);
        pushes = new byte[messages];
        repaired = new boolean[messages];
        stored = new boolean[messages];
        newest = new int[senders];
        unheard = new boolean[senders];
        Arrays.fill(newest, -1);
    }

    int messages() {
        return answers.messages();
    }

    int sender(int message) {
        return message % senders;
    }

    /// Its place among the messages of its sender: 0, 1, 2, ...
    int number(int message) {
        return message / senders;
    }

    int message(int sender, int number) {
        return number * senders + sender;
    }

    void sent(int message) {
        answers.sent(message);
    }

    void accepted(int message) {
        answers.accepted(message);
    }

    void refused(int message, String code) {
        answers.refused(message, code);
    }

    /// It was pushed to its recipient.
    ///
    /// @return whether it is the first time
    boolean pushed(int message) {
        if (pushes[message] < Byte.MAX_VALUE) {
            pushes[message]++;
        }
        return pushes[message] == 1 && !repaired[message] && first(message);
    }

    /// The recipient asked for what it had missed, and this was among it. No duplicate when it had been pushed as well.
    ///
    /// @return whether it is the first time
    boolean repaired(int message) {
        if (repaired[message] || pushes[message] > 0) {
            return false;
        }
        repaired[message] = true;
        return first(message);
    }

    /// The recipient of this sender has lost the socket: what is not pushed from now on is no fault.
    void unheard(int sender) {
        unheard[sender] = true;
    }

    /// It came with other content than was sent.
    void damaged() {
        damaged.incrementAndGet();
    }

    /// The recipient's inbox has it after the run.
    void stored(int message) {
        stored[message] = true;
    }

    long sentSoFar() {
        return answers.sentSoFar();
    }

    long answeredSoFar() {
        return answers.answeredSoFar();
    }

    long acceptedSoFar() {
        return answers.acceptedSoFar();
    }

    long receivedSoFar() {
        return received.sum();
    }

    Map<String, Long> refusals() {
        return answers.refusals();
    }

    private boolean first(int message) {
        received.increment();
        int sender = sender(message);
        int number = number(message);
        if (number < newest[sender]) {
            reordered.incrementAndGet();
        } else {
            newest[sender] = number;
        }
        return true;
    }

    /// What became of the messages from this one on. Broken promises are counted over the whole run.
    Verdict verdict(int from) {
        var count = new Verdict.Count();
        for (int message = 0; message < answers.messages(); message++) {
            boolean arrived = pushes[message] > 0 || repaired[message];
            boolean accepted = answers.isAccepted(message);
            if (message >= from) {
                count.sent += answers.isSent(message) ? 1 : 0;
                count.accepted += accepted ? 1 : 0;
                count.refused += answers.isRefused(message) ? 1 : 0;
                count.unanswered += answers.isUnanswered(message) ? 1 : 0;
                count.received += arrived ? 1 : 0;
            }
            count.lost += (accepted || arrived) && !stored[message] ? 1 : 0;
            count.late += accepted && stored[message] && !arrived && !unheard[sender(message)] ? 1 : 0;
            count.duplicated += Math.max(0, pushes[message] - 1);
            count.phantom += answers.isRefused(message) && (arrived || stored[message]) ? 1 : 0;
        }
        return count.verdict(reordered.get(), damaged.get());
    }
}
