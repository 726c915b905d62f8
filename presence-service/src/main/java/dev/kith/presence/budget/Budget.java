package dev.kith.presence.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one app has left, and which of its subjects wait. For one thread.
///
/// - While something is left, a change is told at once. It may cost more than is left; the debt is paid first.
/// - When nothing is left, changes wait. What changes of one subject meanwhile is one change, told as it stands then.
/// - When some have waited without an end for longer than the patience, all are let go, and for a while presence is
///   told on demand alone: by the answers to watches.
final class Budget {
    /// What is to become of a change.
    enum Verdict {
        TELL,
        WAIT,
        ON_DEMAND
    }

    private static final double MILLIS = 1_000;

    private final BudgetConfiguration configuration;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private double left;
    private Instant countedAt;
    private Instant waitingSince = Instant.MAX;
    private Instant onDemandUntil = Instant.MIN;

    Budget(BudgetConfiguration configuration, int perSecond, Instant now) {
        this.configuration = configuration;
        this.left = most(perSecond);
        this.countedAt = now;
    }

    Verdict judge(long subject, int perSecond, Instant now) {
        count(perSecond, now);
        if (now.isBefore(onDemandUntil)) {
            return Verdict.ON_DEMAND;
        }
        if (left > 0) {
            return Verdict.TELL;
        }
        waiting.add(subject);
        waitingSince = waitingSince.isAfter(now) ? now : waitingSince;
        if (Duration.between(waitingSince, now).compareTo(configuration.patience()) <= 0) {
            return Verdict.WAIT;
        }
        onDemandUntil = now.plus(configuration.onDemand());
        waiting.clear();
        waitingSince = Instant.MAX;
        return Verdict.ON_DEMAND;
    }

    /// So many watchers were told.
    void spend(int deliveries) {
        left -= deliveries;
    }

    /// Those who waited, to be judged again. Until none has to wait again the waiting goes on.
    List<Long> release(int perSecond, Instant now) {
        count(perSecond, now);
        if (left <= 0) {
            return List.of();
        }
        var released = List.copyOf(waiting);
        waiting.clear();
        if (released.isEmpty()) {
            waitingSince = Instant.MAX;
        }
        return released;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    boolean isOnDemand(Instant now) {
        return now.isBefore(onDemandUntil);
    }

    /// Whether it stands as it would if it were made anew.
    boolean isFull(int perSecond, Instant now) {
        count(perSecond, now);
        return left >= most(perSecond) && waiting.isEmpty() && !isOnDemand(now);
    }

    private void count(int perSecond, Instant now) {
        double passed = Math.max(0, Duration.between(countedAt, now).toMillis());
        left = Math.min(most(perSecond), left + passed * perSecond / MILLIS);
        countedAt = now;
    }

    private double most(int perSecond) {
        return configuration.saved().toMillis() * perSecond / MILLIS;
    }
}
