package dev.kith.messaging.inbox;

import dev.kith.messaging.log.InboxLog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the log can be appended to and this node writes its share of the inboxes, which may be none.
@Readiness
@ApplicationScoped
class WriterHealth implements HealthCheck {
    private final InboxWriter writer;
    private final InboxLog log;

    WriterHealth(InboxWriter writer, InboxLog log) {
        this.writer = writer;
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        var state = writer.state();
        return HealthCheckResponse.named("inbox-writer")
                .withData("state", state)
                .withData("log", log.isWarm() ? "reachable" : "not reached yet")
                .status(state.equals("writing") && log.isWarm())
                .build();
    }
}
