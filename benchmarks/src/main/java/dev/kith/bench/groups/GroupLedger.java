package dev.kith.bench.groups;

import dev.kith.bench.load.Answers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Every message of a run, its answer and its number in its group. Thread-safe but for [#verdict], which is asked when
/// all is over; what each device has of them is in its [Hearing].
final class GroupLedger {
    private final Shape shape;
    private final Answers answers;
    private final AtomicLongArray numbers;
    private final AtomicIntegerArray served;
    private final LongAdder received = new LongAdder();
    private final AtomicLong misnumbered = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();

    GroupLedger(Shape shape, int messages) {
        this.shape = shape;
        answers = new Answers(messages);
        numbers = new AtomicLongArray(messages);
        served = new AtomicIntegerArray(messages);
    }

    int messages() {
        return answers.messages();
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

    /// A device has it with this number in its group.
    void numbered(int message, long number) {
        long first = numbers.compareAndExchange(message, 0, number);
        if (number <= 0 || (first != 0 && first != number)) {
            misnumbered.incrementAndGet();
        }
    }

    /// One more member who is online has it.
    ///
    /// @return whether all others have it by now
    boolean received(int message) {
        received.increment();
        return served.incrementAndGet(message) == shape.online() - 1;
    }

    /// It came with other content than was sent.
    void damaged() {
        damaged.incrementAndGet();
    }

    boolean isAccepted(int message) {
        return answers.isAccepted(message);
    }

    boolean isAnswered() {
        return answers.answeredSoFar() == answers.sentSoFar();
    }

    long receivedSoFar() {
        return received.sum();
    }

    /// What those who are online have to receive of what was accepted.
    long expectedSoFar() {
        return answers.acceptedSoFar() * (shape.online() - 1);
    }

    Map<String, Long> refusals() {
        return answers.refusals();
    }

    /// What became of the messages from this one on. Broken promises are counted over the whole run.
    GroupVerdict verdict(List<Hearing> hearings, int from) {
        var count = new GroupVerdict.Count();
        for (int message = 0; message < answers.messages(); message++) {
            if (message >= from) {
                count.sent += answers.isSent(message) ? 1 : 0;
                count.accepted += answers.isAccepted(message) ? 1 : 0;
                count.refused += answers.isRefused(message) ? 1 : 0;
                count.unanswered += answers.isUnanswered(message) ? 1 : 0;
            }
            count.phantom += answers.isRefused(message) && isSeen(message) ? 1 : 0;
        }
        for (var hearing : hearings) {
            add(hearing, from, count);
        }
        count.misnumbered = misnumbered.get() + wrongNumbers();
        count.damaged = damaged.get();
        return count.verdict();
    }

    private void add(Hearing hearing, int from, GroupVerdict.Count count) {
        count.duplicated += hearing.duplicated();
        count.reordered += hearing.reordered();
        for (int message = 0; message < answers.messages(); message++) {
            if (hearing.concerns(message)) {
                boolean exists = answers.isAccepted(message) || isSeen(message);
                boolean stored = hearing.isStored(message);
                count.deliveries += message >= from && hearing.has(message) ? 1 : 0;
                count.lost += exists && !stored ? 1 : 0;
                count.notPushed += stored && hearing.listens() && !hearing.has(message) ? 1 : 0;
            }
        }
    }

    private boolean isSeen(int message) {
        return numbers.get(message) != 0;
    }

    /// Numbers that a group gave twice, or left out.
    private long wrongNumbers() {
        long wrong = 0;
        for (int group = 0; group < shape.groups(); group++) {
            var seen = new HashSet<Long>();
            long lowest = Long.MAX_VALUE;
            long highest = 0;
            for (int message = group; message < answers.messages(); message += shape.groups()) {
                if (isSeen(message)) {
                    wrong += seen.add(numbers.get(message)) ? 0 : 1;
                    lowest = Math.min(lowest, numbers.get(message));
                    highest = Math.max(highest, numbers.get(message));
                }
            }
            wrong += seen.isEmpty() ? 0 : highest - lowest + 1 - seen.size();
        }
        return wrong;
    }
}
