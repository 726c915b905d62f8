package dev.kith.bench.messages;

import dev.kith.bench.load.OpenLoop;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// What all lines of a run share: the messages, when each was due, and what was measured. Thread-safe as [Ledger] is.
final class Traffic {
    private static final int DIGITS = 3;

    final Plan plan;
    final Ledger ledger;
    final Body body;
    final LongAdder delivered = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder dropped = new LongAdder();

    private final Recorder receipts = new Recorder(DIGITS);
    private final Recorder answers = new Recorder(DIGITS);
    private final Recorder lags = new Recorder(DIGITS);
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private volatile @Nullable OpenLoop loop;

    Traffic(Plan plan, int run) {
        this.plan = plan;
        ledger = new Ledger(plan.users(), plan.messages());
        body = new Body(run, plan.body());
    }

    void begin(OpenLoop loop) {
        this.loop = loop;
    }

    void receivedAt(int message, long now) {
        record(receipts, message, now);
    }

    void answeredAt(int message, long now) {
        record(answers, message, now);
    }

    /// When the message left this program: how late the load generator itself was.
    void leftAt(int message, long now) {
        record(lags, message, now);
    }

    /// The first trouble is kept for the person at the terminal.
    void trouble(String what) {
        trouble.compareAndSet(null, what);
    }

    @Nullable
    String firstTrouble() {
        return trouble.get();
    }

    Histogram receiptLatency() {
        return receipts.getIntervalHistogram();
    }

    Histogram answerLatency() {
        return answers.getIntervalHistogram();
    }

    Histogram sendLag() {
        return lags.getIntervalHistogram();
    }

    private void record(Recorder recorder, int message, long now) {
        var begun = loop;
        if (begun != null && message >= plan.measuredFrom()) {
            recorder.recordValue(Math.max(0, now - begun.due(message)));
        }
    }
}
