package dev.kith.profile.fanout;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Tells those whose view of somebody changes with how that person stands to them. A tombstone tells nothing: the
/// empty
/// state that goes before it did.
@ApplicationScoped
class RelationshipUpdatedListener {
    private final AnnounceStanding announce;

    RelationshipUpdatedListener(AnnounceStanding announce) {
        this.announce = announce;
    }

    @Incoming("relationship.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                RelationshipUpdated.parser(),
                event -> event.map(this::announce)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> announce(RelationshipUpdated updated) {
        return announce.announce(updated);
    }
}
