package dev.kith.bench.groups;

import dev.kith.bench.load.OpenLoop;
import dev.kith.bench.messages.Body;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// What all devices of a run share: the messages, when each was due, and what was measured. Thread-safe as
/// [GroupLedger] is.
final class GroupTraffic {
    private static final int DIGITS = 3;

    final GroupPlan plan;
    final GroupLedger ledger;
    final Body body;
    final LongAdder gaps = new LongAdder();
    final LongAdder dropped = new LongAdder();

    private final Recorder answers = new Recorder(DIGITS);
    private final Recorder ownCopies = new Recorder(DIGITS);
    private final Recorder receipts = new Recorder(DIGITS);
    private final Recorder lastReceipts = new Recorder(DIGITS);
    private final Recorder lags = new Recorder(DIGITS);
    private final AtomicLong lastReceipt = new AtomicLong(Long.MIN_VALUE);
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private volatile @Nullable OpenLoop loop;

    GroupTraffic(GroupPlan plan, int run) {
        this.plan = plan;
        ledger = new GroupLedger(plan.shape(), plan.messages());
        body = new Body(run, plan.body());
    }

    void begin(OpenLoop loop) {
        this.loop = loop;
    }

    void answeredAt(int message, long now) {
        record(answers, message, now);
    }

    /// The sender's own device has it back with its number: it is stored.
    void ownCopyAt(int message, long now) {
        record(ownCopies, message, now);
    }

    void receivedAt(int message, long now) {
        record(receipts, message, now);
        lastReceipt.accumulateAndGet(now, Math::max);
        if (ledger.received(message)) {
            record(lastReceipts, message, now);
        }
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

    Histogram answerLatency() {
        return answers.getIntervalHistogram();
    }

    Histogram ownCopyLatency() {
        return ownCopies.getIntervalHistogram();
    }

    Histogram receiptLatency() {
        return receipts.getIntervalHistogram();
    }

    Histogram lastReceiptLatency() {
        return lastReceipts.getIntervalHistogram();
    }

    Histogram sendLag() {
        return lags.getIntervalHistogram();
    }

    /// From when the first measured message was due until the last delivery.
    double deliverySeconds() {
        var begun = loop;
        return begun == null ? 0 : Math.max(0, lastReceipt.get() - begun.due(plan.measuredFrom())) / 1e9;
    }

    private void record(Recorder recorder, int message, long now) {
        var begun = loop;
        if (begun != null && message >= plan.measuredFrom()) {
            recorder.recordValue(Math.max(0, now - begun.due(message)));
        }
    }
}
