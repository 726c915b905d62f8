package dev.kith.messaging.group;

import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes users who are erased out of their groups.
@ApplicationScoped
class DepartureListener {
    private final LeaveGroup groups;

    DepartureListener(LeaveGroup groups) {
        this.groups = groups;
    }

    @Incoming("user.left.groups")
    Uni<Void> left(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserLeft.parser(),
                event -> event.map(left -> groups.depart(left.getApp(), left.getUid()))
                        .orElse(Uni.createFrom().voidItem()));
    }
}
