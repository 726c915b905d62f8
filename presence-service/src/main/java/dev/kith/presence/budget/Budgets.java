package dev.kith.presence.budget;

import dev.kith.presence.budget.Budget.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The budgets of the apps whose users' changes this node tells. They bound how often somebody hears of coming and
/// going; what is taken from a viewer is told in any case. Thread-safe.
@ApplicationScoped
public class Budgets {
    private static final String APP = "app";

    private final BudgetRepository repository;
    private final BudgetConfiguration configuration;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Budget> budgets = new HashMap<>();
    private final Map<String, Integer> perSecond = new HashMap<>();

    Budgets(BudgetRepository repository, BudgetConfiguration configuration, Clock clock, MeterRegistry meters) {
        this.repository = repository;
        this.configuration = configuration;
        this.clock = clock;
        this.meters = meters;
        meters.gauge("kith.presence.apps.waiting", this, Budgets::countWaiting);
        meters.gauge("kith.presence.apps.ondemand", this, Budgets::countOnDemand);
    }

    /// Learns what these apps are set to, before they are asked about.
    public Uni<Void> learn(Collection<String> apps) {
        return repository.perSecond(apps).invoke(this::take).replaceWithVoid();
    }

    /// Whether a change of this subject is told now. If not, it comes back with [#released()], or the app's watchers
    /// see it when they renew.
    public synchronized boolean admits(String app, long subject) {
        var verdict = of(app).judge(subject, rate(app), clock.instant());
        switch (verdict) {
            case TELL -> {}
            case WAIT ->
                meters.counter("kith.presence.changes.coalesced", APP, app).increment();
            case ON_DEMAND ->
                meters.counter("kith.presence.changes.ondemand", APP, app).increment();
        }
        return verdict == Verdict.TELL;
    }

    /// So many watchers were told of a change in this app.
    public synchronized void spend(String app, int deliveries) {
        of(app).spend(deliveries);
    }

    /// The subjects that waited and whose app has something left again; to be asked about again.
    public synchronized List<Long> released() {
        var now = clock.instant();
        var released = new ArrayList<Long>();
        budgets.forEach((app, budget) -> released.addAll(budget.release(rate(app), now)));
        budgets.entrySet().removeIf(entry -> entry.getValue().isFull(rate(entry.getKey()), now));
        perSecond.keySet().retainAll(budgets.keySet());
        return released;
    }

    private synchronized void take(Map<String, Integer> learnt) {
        perSecond.putAll(learnt);
    }

    private Budget of(String app) {
        return budgets.computeIfAbsent(app, unused -> new Budget(configuration, rate(app), clock.instant()));
    }

    private int rate(String app) {
        return perSecond.getOrDefault(app, configuration.perSecond());
    }

    private synchronized long countWaiting() {
        return budgets.values().stream().filter(Budget::isWaiting).count();
    }

    private synchronized long countOnDemand() {
        var now = clock.instant();
        return budgets.values().stream()
                .filter(budget -> budget.isOnDemand(now))
                .count();
    }
}
