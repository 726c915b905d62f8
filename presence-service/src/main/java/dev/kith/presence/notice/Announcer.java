package dev.kith.presence.notice;

import dev.kith.presence.budget.Budgets;
import dev.kith.presence.people.Pair;
import dev.kith.presence.people.People;
import dev.kith.presence.people.Shown;
import dev.kith.presence.round.Rounds;
import dev.kith.presence.watch.Leases;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells changes to those who watch the subject at that moment and may see it; nobody else hears anything.
///
/// One round at a time: what a subject shows is read in the round, not when the change was made, so the last notice
/// is always the newest state, and changes that come faster than rounds become one. A notice can be lost with the
/// node or with Redis; the watcher's next renewal repairs it.
@ApplicationScoped
public class Announcer {
    private static final int CHANGES_OF_A_ROUND = 200;
    private static final int PAIRS_OF_A_QUERY = 5_000;

    /// More than any burst of a healthy system; beyond it the oldest are dropped, for a renewal to repair.
    private static final int MOST_WAITING = 200_000;

    /// How often those are looked at who wait for the budget of their app.
    private static final Duration RELEASE = Duration.ofMillis(250);

    private final LinkedHashSet<Change> waiting = new LinkedHashSet<>();
    private final Leases leases;
    private final People people;
    private final NoticePublisher publisher;
    private final Budgets budgets;
    private final MeterRegistry meters;
    private final Rounds rounds;

    Announcer(
            Leases leases,
            People people,
            NoticePublisher publisher,
            Budgets budgets,
            MeterRegistry meters,
            Vertx vertx) {
        this.leases = leases;
        this.people = people;
        this.publisher = publisher;
        this.budgets = budgets;
        this.meters = meters;
        this.rounds = new Rounds(vertx, "telling presence", this::round);
        meters.gauge("kith.presence.changes.waiting", this, Announcer::size);
    }

    /// Has a change told, soon. Never blocks.
    public void tell(Change change) {
        synchronized (waiting) {
            waiting.add(change);
            if (waiting.size() > MOST_WAITING) {
                waiting.removeFirst();
                meters.counter("kith.presence.changes.dropped").increment();
            }
        }
        rounds.wake();
    }

    void start(@Observes StartupEvent started) {
        rounds.every(RELEASE);
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }

    private Uni<Boolean> round() {
        release();
        var changes = next();
        if (changes.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        var subjects = changes.stream().map(Change::subject).distinct().toList();
        return leases.watchers(subjects)
                .flatMap(watchers -> watchers.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : people.shown(watchers.keySet())
                                .call(this::learnBudgets)
                                .flatMap(shown -> tell(changes, watchers, shown)))
                .onFailure()
                .invoke(() -> putBack(changes))
                .replaceWith(true);
    }

    private Uni<Void> tell(List<Change> changes, Map<Long, List<Long>> watchers, Map<Long, Shown> shown) {
        return Multi.createFrom()
                .iterable(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> tell(
                        change,
                        shown.get(change.subject()),
                        viewers(change, watchers.getOrDefault(change.subject(), List.of()))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell(Change change, @Nullable Shown subject, List<Long> viewers) {
        if (subject == null) {
            return Uni.createFrom().voidItem(); // gone: those who watched were told then
        }
        // What is taken from somebody is never withheld.
        if (change instanceof Change.OfState && !budgets.admits(subject.app(), subject.uid())) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(viewers)
                .group()
                .intoLists()
                .of(PAIRS_OF_A_QUERY)
                .onItem()
                .transformToUniAndConcatenate(some -> tellSome(change, subject, some))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tellSome(Change change, Shown subject, List<Long> viewers) {
        var pairs =
                viewers.stream().map(viewer -> new Pair(subject.uid(), viewer)).toList();
        return people.relations(pairs)
                .map(relations -> Audience.of(change, subject, viewers, relations))
                .invoke(notices -> budgets.spend(subject.app(), deliveries(notices)))
                .flatMap(publisher::publish);
    }

    private Uni<Void> learnBudgets(Map<Long, Shown> shown) {
        return budgets.learn(shown.values().stream().map(Shown::app).collect(Collectors.toUnmodifiableSet()));
    }

    private static int deliveries(List<Notice> notices) {
        return notices.stream().mapToInt(notice -> notice.recipients().size()).sum();
    }

    private static List<Long> viewers(Change change, List<Long> watchers) {
        if (change instanceof Change.OfStanding standing) {
            return watchers.contains(standing.viewer()) ? List.of(standing.viewer()) : List.of();
        }
        return watchers;
    }

    private void release() {
        var released = budgets.released();
        synchronized (waiting) {
            released.forEach(subject -> waiting.add(new Change.OfState(subject)));
        }
    }

    private List<Change> next() {
        synchronized (waiting) {
            var next = waiting.stream().limit(CHANGES_OF_A_ROUND).toList();
            next.forEach(waiting::remove);
            return next;
        }
    }

    private void putBack(List<Change> changes) {
        synchronized (waiting) {
            waiting.addAll(changes);
        }
    }

    private int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }
}
