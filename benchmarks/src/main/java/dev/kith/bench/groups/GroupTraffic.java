package dev.kith.bench.groups;

import dev.kith.bench.load.FirstTrouble;
import dev.kith.bench.load.Lateness;
import dev.kith.bench.load.OpenLoop;
import dev.kith.bench.messages.Body;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What all devices of a run share: the messages, when each was due, and what was measured. Thread-safe as
/// [GroupLedger] is.
final class GroupTraffic {
    final GroupPlan plan;
    final GroupLedger ledger;
    final Body body;
    final LongAdder gaps = new LongAdder();
    final LongAdder dropped = new LongAdder();

    private final Lateness lateness;
    private final Lateness.Point answers;
    private final Lateness.Point ownCopies;
    private final Lateness.Point receipts;
    private final Lateness.Point lastReceipts;
    private final Lateness.Point lags;
    private final AtomicLong lastReceipt = new AtomicLong(Long.MIN_VALUE);
    private final FirstTrouble trouble = new FirstTrouble();

    GroupTraffic(GroupPlan plan, int run) {
        this.plan = plan;
        ledger = new GroupLedger(plan.shape(), plan.messages());
        body = new Body(run, plan.body());
        lateness = new Lateness(plan.measuredFrom());
        answers = lateness.point();
        ownCopies = lateness.point();
        receipts = lateness.point();
        lastReceipts = lateness.point();
        lags = lateness.point();
    }

    void begin(OpenLoop loop) {
        lateness.begin(loop);
    }

    void answeredAt(int message, long now) {
        answers.reached(message, now);
    }

    /// The sender's own device has it back with its number: it is stored.
    void ownCopyAt(int message, long now) {
        ownCopies.reached(message, now);
    }

    void receivedAt(int message, long now) {
        receipts.reached(message, now);
        lastReceipt.accumulateAndGet(now, Math::max);
        if (ledger.received(message)) {
            lastReceipts.reached(message, now);
        }
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

    Histogram answerLatency() {
        return answers.since();
    }

    Histogram ownCopyLatency() {
        return ownCopies.since();
    }

    Histogram receiptLatency() {
        return receipts.since();
    }

    Histogram lastReceiptLatency() {
        return lastReceipts.since();
    }

    Histogram sendLag() {
        return lags.since();
    }

    /// From when the first measured message was due until the last delivery.
    double deliverySeconds() {
        return lateness.secondsUntil(lastReceipt.get());
    }
}
