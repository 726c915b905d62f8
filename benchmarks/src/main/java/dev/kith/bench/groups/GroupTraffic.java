package dev.kith.bench.groups;

import dev.kith.bench.device.LoadTraffic;
import dev.kith.bench.load.Lateness;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// What all devices of a run share. Thread-safe as [GroupLedger] is.
final class GroupTraffic extends LoadTraffic {
    final GroupPlan plan;
    final GroupLedger ledger;

    private final Lateness.Point ownCopies = lateness.point();
    private final Lateness.Point lastReceipts = lateness.point();
    private final AtomicLong lastReceipt = new AtomicLong(Long.MIN_VALUE);

    GroupTraffic(GroupPlan plan, int run) {
        super(plan.load(), run);
        this.plan = plan;
        ledger = new GroupLedger(plan.shape(), plan.load().messages());
    }

    /// The sender's own device has it back with its number: it is stored.
    void ownCopyAt(int message, long now) {
        ownCopies.reached(message, now);
    }

    @Override
    public void receivedAt(int message, long now) {
        super.receivedAt(message, now);
        lastReceipt.accumulateAndGet(now, Math::max);
        if (ledger.received(message)) {
            lastReceipts.reached(message, now);
        }
    }

    Histogram ownCopyLatency() {
        return ownCopies.since();
    }

    Histogram lastReceiptLatency() {
        return lastReceipts.since();
    }

    /// From when the first measured message was due until the last delivery.
    double deliverySeconds() {
        return lateness.secondsUntil(lastReceipt.get());
    }
}
