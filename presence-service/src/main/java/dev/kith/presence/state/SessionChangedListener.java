package dev.kith.presence.state;

import dev.kith.contracts.event.SessionChanged;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Looks at a user whose sessions changed. What the event says is not believed: it may be late, and another session
/// may be open.
@ApplicationScoped
class SessionChangedListener {
    private final Judgement judgement;

    SessionChangedListener(Judgement judgement) {
        this.judgement = judgement;
    }

    @Incoming("session.changed")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(
                record,
                SessionChanged.parser(),
                changed ->
                        judgement.look(changed.getUid(), Instant.ofEpochMilli(changed.getAt()), changed.getGoodbye()));
    }
}
