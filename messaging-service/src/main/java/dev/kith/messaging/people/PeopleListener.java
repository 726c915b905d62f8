package dev.kith.messaging.people;

import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of users.
@ApplicationScoped
class PeopleListener {
    private final PersonRepository persons;

    PeopleListener(PersonRepository persons) {
        this.persons = persons;
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
}
