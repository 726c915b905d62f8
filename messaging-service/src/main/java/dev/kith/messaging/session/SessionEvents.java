package dev.kith.messaging.session;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.SessionChanged;
import dev.kith.kit.event.CloudEvent;
import dev.kith.kit.event.Event;
import dev.kith.messaging.log.InboxLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Tells presence-service that it is worth a look. A lost one is found by its sweep.
@ApplicationScoped
public class SessionEvents {
    private static final Logger LOG = Logger.getLogger(SessionEvents.class);

    private final InboxLog log;
    private final Clock clock;

    SessionEvents(InboxLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Says that the session is in the registry, or no longer.
    public void changed(Session session, boolean open) {
        var event = Event.of(
                Topic.SESSION_CHANGED,
                session.uid(),
                SessionChanged.newBuilder()
                        .setUid(session.uid())
                        .setApp(session.app())
                        .setDevice(session.device())
                        .setSession(session.id())
                        .setOpen(open)
                        .setAt(clock.millis())
                        .build());
        log.append(
                        event,
                        CloudEvent.headers(
                                event.type(), UUID.randomUUID().toString(), "messaging-service", clock.instant()))
                .onFailure(lost -> LOG.debugf("session.changed lost: %s", lost.getMessage()));
    }
}
