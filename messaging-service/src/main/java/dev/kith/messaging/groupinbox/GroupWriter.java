package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupRecord;
import dev.kith.messaging.writer.WriterLoop;
import dev.kith.messaging.writer.Writers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// The one thread of this node that numbers what is said in groups. Ready once it has its share of the groups,
/// which may be none.
@Readiness
@ApplicationScoped
class GroupWriter implements HealthCheck {
    private final WriterLoop<GroupRecord, GroupChange> loop;

    GroupWriter(Writers writers, GroupWork work) {
        this.loop = writers.writer(work);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    @Override
    public HealthCheckResponse call() {
        var state = loop.state();
        return HealthCheckResponse.named("group-writer")
                .withData("state", state)
                .status(state.equals("writing"))
                .build();
    }
}
