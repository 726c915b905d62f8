package dev.kith.presence.projection;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.DeadLetters;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import dev.kith.presence.notice.Announcer;
import dev.kith.presence.notice.Change;
import dev.kith.presence.people.Frankness;
import dev.kith.presence.people.Pair;
import dev.kith.presence.people.People;
import dev.kith.presence.people.Relation;
import dev.kith.presence.people.Relationships;
import dev.kith.presence.people.Stand;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps what owners grant peers and what they cut off; a block of everything counts both ways. A synced phone book
/// makes hundreds of relationships at once, so they are taken in batches.
@ApplicationScoped
class RelationshipListener {
    private final Relationships relationships;
    private final People people;
    private final Announcer announcer;
    private final DeadLetters deadLetters;

    RelationshipListener(Relationships relationships, People people, Announcer announcer, DeadLetters deadLetters) {
        this.relationships = relationships;
        this.people = people;
        this.announcer = announcer;
        this.deadLetters = deadLetters;
    }

    @Incoming("relationship.updated")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return Listening.toMany(records, RelationshipListener::read, this::apply, deadLetters);
    }

    private static RelationshipChange read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length != 2 * Long.BYTES) {
            throw new PoisonedRecord("the key is not (owner, peer)");
        }
        var key = ByteBuffer.wrap(record.key());
        var pair = new Pair(key.getLong(), key.getLong());
        return Listening.readCompacted(record, RelationshipUpdated.parser())
                .<RelationshipChange>map(event -> new RelationshipChange.Stands(pair, event))
                .orElseGet(() -> new RelationshipChange.Ended(pair));
    }

    private Uni<Void> apply(List<RelationshipChange> changes) {
        var latest = LatestRelationships.of(changes);
        return relationships.apply(latest.ended(), latest.standing().values()).flatMap(before -> tell(latest, before));
    }

    private Uni<Void> tell(LatestRelationships latest, Map<Pair, Stand> before) {
        var changed = before.entrySet().stream()
                .filter(was -> !was.getValue().equals(now(latest, was.getKey())))
                .toList();
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var reversed = changed.stream().map(was -> was.getKey().reversed()).toList();
        return people.relations(reversed)
                .invoke(relations -> changed.forEach(was -> tell(
                        was.getKey(),
                        was.getValue(),
                        relations.getOrDefault(was.getKey().reversed(), Relation.NONE))))
                .replaceWithVoid();
    }

    private static Stand now(LatestRelationships latest, Pair pair) {
        var event = latest.standing().get(pair);
        return event == null ? Stand.NONE : new Stand(event.getLevels(), BlockKinds.of(event));
    }

    /// @param other how the owner, as a viewer, stands to the peer by now
    private void tell(Pair pair, Stand before, Relation other) {
        var peerBefore = new Relation(before, other.granted(), true, Frankness.FULL);
        var ownerBefore = new Relation(other.granted(), before, true, Frankness.FULL);
        announcer.tell(new Change.OfStanding(pair.subject(), pair.viewer(), peerBefore.standing()));
        announcer.tell(new Change.OfStanding(pair.viewer(), pair.subject(), ownerBefore.standing()));
    }
}
