package dev.kith.profile.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// How much the fan-out does and how late it is.
@ApplicationScoped
class FanOutMetrics {
    private final DistributionSummary changes;
    private final DistributionSummary views;
    private final DistributionSummary followers;
    private final Counter withheld;
    private final Timer lag;
    private final Clock clock;

    FanOutMetrics(MeterRegistry meters, Clock clock) {
        this.changes = meters.summary("kith.profile.fanout.changes");
        this.views = meters.summary("kith.profile.fanout.views");
        this.followers = meters.summary("kith.profile.fanout.followers");
        this.withheld = meters.counter("kith.profile.fanout.withheld");
        this.lag = meters.timer("kith.profile.fanout.lag");
        this.clock = clock;
    }

    /// So many followers were looked at; who is not in the views may not see what changed.
    void looked(int all, Views seen) {
        followers.record(all);
        views.record(seen.distinct());
        withheld.increment(all - seen.viewers().size());
    }

    void told(List<ProfileChange> told) {
        changes.record(told.size());
        var oldest = told.getFirst().at();
        lag.record(Duration.between(oldest, clock.instant()));
    }
}
