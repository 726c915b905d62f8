package dev.kith.presence.projection;

import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import dev.kith.presence.notice.Departure;
import dev.kith.presence.people.Opening;
import dev.kith.presence.people.Projections;
import dev.kith.presence.state.Judgement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps who exists. The two topics may overtake each other: who has left stays gone.
@ApplicationScoped
class UserListener {
    private final Projections projections;
    private final Judgement judgement;
    private final Departure departure;

    UserListener(Projections projections, Judgement judgement, Departure departure) {
        this.projections = projections;
        this.judgement = judgement;
        this.departure = departure;
    }

    @Incoming("user.joined")
    Uni<Void> onJoined(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(record, UserJoined.parser(), this::join);
    }

    @Incoming("user.left")
    Uni<Void> onLeft(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(record, UserLeft.parser(), this::leave);
    }

    // A tombstone follows the user.left that counts.
    private Uni<Void> join(Optional<UserJoined> event) {
        return event.map(this::join).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> join(UserJoined user) {
        return projections
                .joined(
                        user.getUid(),
                        user.getApp(),
                        user.getAddress(),
                        Opening.of(user.getFieldLevelsMap()),
                        user.getRevision())
                // A session may be older than the news of its user.
                .flatMap(before -> judgement.look(user.getUid(), Instant.ofEpochMilli(user.getJoinedAt()), false));
    }

    private Uni<Void> leave(Optional<UserLeft> event) {
        return event.map(user -> departure.erase(user.getUid(), user.getApp(), user.getAddress()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
