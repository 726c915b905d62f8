package dev.kith.messaging.people;

import dev.kith.contracts.event.NodeMessage;
import dev.kith.contracts.event.PersonMoved;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import dev.kith.messaging.delivery.NodeChannel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Keeps the projection of users.
@ApplicationScoped
class PeopleListener {
    private static final Logger LOG = Logger.getLogger(PeopleListener.class);

    private final PersonRepository persons;
    private final NodeChannel nodes;

    PeopleListener(PersonRepository persons, NodeChannel nodes) {
        this.persons = persons;
        this.nodes = nodes;
    }

    @Incoming("user.joined")
    Uni<Void> joined(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserJoined.parser(),
                event -> event.map(this::join).orElse(Uni.createFrom().voidItem()));
    }

    private Uni<Void> join(UserJoined event) {
        return persons.joined(event)
                .flatMap(moved -> moved ? tellNodes(event) : Uni.createFrom().voidItem());
    }

    /// Open sessions carry their user's address. A node that does not hear of the new one knows it when they
    /// reconnect.
    private Uni<Void> tellNodes(UserJoined event) {
        var moved = PersonMoved.newBuilder().setUid(event.getUid()).setAddress(event.getAddress());
        var news = NodeMessage.newBuilder().addMoved(moved).build();
        return Uni.createFrom()
                .completionStage(() -> nodes.tellAll(news).toCompletionStage())
                .onFailure()
                .invoke(away -> LOG.warnf("other nodes were not told of a changed address: %s", away.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    @Incoming("user.left")
    Uni<Void> left(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserLeft.parser(),
                event -> event.map(persons::left).orElse(Uni.createFrom().voidItem()));
    }
}
