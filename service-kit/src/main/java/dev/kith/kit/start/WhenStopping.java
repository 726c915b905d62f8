package dev.kith.kit.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Lets no scheduled round begin once the service stops: the scheduler goes on until the end, when the database has
/// long been let go, and each round would be an error in the log of an orderly stop. Thread-safe.
@ApplicationScoped
public class WhenStopping implements Scheduled.SkipPredicate {
    private volatile boolean stopping;

    void stop(@Observes ShutdownEvent begun) {
        stopping = true;
    }

    @Override
    public boolean test(ScheduledExecution next) {
        return stopping;
    }
}
