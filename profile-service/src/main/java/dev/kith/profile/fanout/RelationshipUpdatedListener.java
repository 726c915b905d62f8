package dev.kith.profile.fanout;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.DeadLetters;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Tells those whose view of somebody changes with how that person stands to them. A tombstone tells nothing: the empty
/// state that goes before it did. A synced phone book makes hundreds of relationships at once, so they are taken in
/// batches.
@ApplicationScoped
class RelationshipUpdatedListener {
    private final AnnounceStanding announce;
    private final DeadLetters deadLetters;

    RelationshipUpdatedListener(AnnounceStanding announce, DeadLetters deadLetters) {
        this.announce = announce;
        this.deadLetters = deadLetters;
    }

    @Incoming("relationship.updated")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return Listening.toMany(
                records,
                record -> Listening.readCompacted(record, RelationshipUpdated.parser()),
                this::apply,
                deadLetters);
    }

    private Uni<Void> apply(List<Optional<RelationshipUpdated>> events) {
        return announce.announce(events.stream().flatMap(Optional::stream).toList());
    }
}
