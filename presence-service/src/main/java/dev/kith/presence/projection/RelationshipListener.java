package dev.kith.presence.projection;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.presence.notice.Announcer;
import dev.kith.presence.notice.Change;
import dev.kith.presence.people.Pair;
import dev.kith.presence.people.People;
import dev.kith.presence.people.Projections;
import dev.kith.presence.people.Relation;
import dev.kith.presence.people.Stand;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps what owners grant peers and what they cut off; a block of everything counts both ways.
@ApplicationScoped
class RelationshipListener {
    private final Projections projections;
    private final People people;
    private final Announcer announcer;

    RelationshipListener(Projections projections, People people, Announcer announcer) {
        this.projections = projections;
        this.people = people;
        this.announcer = announcer;
    }

    @Incoming("relationship.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                RelationshipUpdated.parser(),
                event -> event.map(this::update).orElseGet(() -> remove(ByteBuffer.wrap(record.key()))));
    }

    private Uni<Void> update(RelationshipUpdated relationship) {
        long owner = relationship.getOwner();
        long peer = relationship.getPeer();
        var now = new Stand(relationship.getLevels(), BlockKinds.of(relationship));
        return projections.related(relationship).flatMap(before -> tell(owner, peer, before, now));
    }

    private Uni<Void> remove(ByteBuffer key) {
        long owner = key.getLong();
        long peer = key.getLong();
        return projections.unrelated(owner, peer).flatMap(before -> tell(owner, peer, before, Stand.NONE));
    }

    private Uni<Void> tell(long owner, long peer, Optional<Stand> before, Stand now) {
        return before.filter(stand -> !stand.equals(now))
                .map(stand -> people.relations(List.of(new Pair(peer, owner)))
                        .invoke(relations ->
                                tell(owner, peer, stand, relations.getOrDefault(new Pair(peer, owner), Relation.NONE)))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /// @param other how the owner, as a viewer, stands to the peer by now
    private void tell(long owner, long peer, Stand before, Relation other) {
        var peerBefore = new Relation(before, other.granted(), true);
        var ownerBefore = new Relation(other.granted(), before, true);
        announcer.tell(new Change.OfStanding(owner, peer, peerBefore.standing()));
        announcer.tell(new Change.OfStanding(peer, owner, ownerBefore.standing()));
    }
}
