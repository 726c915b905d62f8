package dev.kith.messaging.people;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projections of users and relationships.
@ApplicationScoped
class PeopleListener {
    private final PersonRepository persons;
    private final RelationshipRepository relationships;
    private final StandingNews news;

    PeopleListener(PersonRepository persons, RelationshipRepository relationships, StandingNews news) {
        this.persons = persons;
        this.relationships = relationships;
        this.news = news;
    }

    @Incoming("user.joined")
    Uni<Void> joined(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserJoined.parser(),
                event -> event.map(persons::joined).orElse(Uni.createFrom().voidItem()));
    }

    @Incoming("user.left")
    Uni<Void> left(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserLeft.parser(),
                event -> event.map(persons::left).orElse(Uni.createFrom().voidItem()));
    }

    @Incoming("relationship.updated")
    Uni<Void> related(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                RelationshipUpdated.parser(),
                event -> event.map(relationships::put)
                        .orElseGet(() -> relationships.remove(PairKey.of(record.key())))
                        .flatMap(changed ->
                                changed.map(news::tell).orElse(Uni.createFrom().voidItem())));
    }
}
