package dev.kith.bench.messages;

import dev.kith.bench.load.FirstTrouble;
import dev.kith.bench.load.Lateness;
import dev.kith.bench.load.OpenLoop;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What all lines of a run share: the messages, when each was due, and what was measured. Thread-safe as [Ledger] is.
final class Traffic {
    final Plan plan;
    final Ledger ledger;
    final Body body;
    final LongAdder delivered = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder dropped = new LongAdder();

    private final Lateness lateness;
    private final Lateness.Point receipts;
    private final Lateness.Point answers;
    private final Lateness.Point lags;
    private final FirstTrouble trouble = new FirstTrouble();

    Traffic(Plan plan, int run) {
        this.plan = plan;
        ledger = new Ledger(plan.users(), plan.messages());
        body = new Body(run, plan.body());
        lateness = new Lateness(plan.measuredFrom());
        receipts = lateness.point();
        answers = lateness.point();
        lags = lateness.point();
    }

    void begin(OpenLoop loop) {
        lateness.begin(loop);
    }

    void receivedAt(int message, long now) {
        receipts.reached(message, now);
    }

    void answeredAt(int message, long now) {
        answers.reached(message, now);
    }

    /// When the message left this program: how late the load generator itself was.
    void leftAt(int message, long now) {
        lags.reached(message, now);
    }

    /// The first trouble is kept for the person at the terminal.
    void trouble(String what) {
        trouble.note(what);
    }

    @Nullable
    String firstTrouble() {
        return trouble.get();
    }

    Histogram receiptLatency() {
        return receipts.since();
    }

    Histogram answerLatency() {
        return answers.since();
    }

    Histogram sendLag() {
        return lags.since();
    }
}
