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

    /// Says that the session is in the registry.
    public void opened(Session session) {
        changed(session, true, false);
    }

    /// Says that the session is in the registry no longer.
    ///
    /// @param goodbye its device ended it in order
    public void closed(Session session, boolean goodbye) {
        changed(session, false, goodbye);
    }

    private void changed(Session session, boolean open, boolean goodbye) {
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
                        .setGoodbye(goodbye)
                        .build());
        log.append(
                        event,
                        CloudEvent.headers(
                                event.type(), UUID.randomUUID().toString(), "messaging-service", clock.instant()))
                .onFailure(lost -> LOG.debugf("session.changed lost: %s", lost.getMessage()));
    }
}
