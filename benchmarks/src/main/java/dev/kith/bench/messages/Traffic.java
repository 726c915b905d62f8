package dev.kith.bench.messages;

import dev.kith.bench.device.LoadTraffic;
import java.util.concurrent.atomic.LongAdder;

/// What all lines of a run share. Thread-safe as [Ledger] is.
final class Traffic extends LoadTraffic {
    final Plan plan;
    final Ledger ledger;
    final LongAdder delivered = new LongAdder();

    Traffic(Plan plan, int run) {
        super(plan.load(), run);
        this.plan = plan;
        ledger = new Ledger(plan.users(), plan.load().messages());
    }
}
