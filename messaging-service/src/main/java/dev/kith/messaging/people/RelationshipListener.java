package dev.kith.messaging.people;

import dev.kith.kit.event.DeadLetters;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of relationships. A synced phone book is a thousand of them at once, so they are taken in
/// batches.
@ApplicationScoped
class RelationshipListener {
    private final RelationshipRepository relationships;
    private final StandingNews news;
    private final DeadLetters deadLetters;

    RelationshipListener(RelationshipRepository relationships, StandingNews news, DeadLetters deadLetters) {
        this.relationships = relationships;
        this.news = news;
        this.deadLetters = deadLetters;
    }

    @Incoming("relationship.updated")
    Uni<Void> related(ConsumerRecords<byte[], byte[]> records) {
        return Listening.toMany(records, RelationshipChange::of, this::apply, deadLetters);
    }

    private Uni<Void> apply(List<RelationshipChange> changes) {
        return relationships.apply(RelationshipBatch.of(changes)).flatMap(news::tell);
    }
}
