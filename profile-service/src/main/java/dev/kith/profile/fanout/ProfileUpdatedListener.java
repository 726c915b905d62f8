package dev.kith.profile.fanout;

import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Fans changed profiles out. A tombstone tells nobody: the erasure, which still knew the followers, has told them.
@ApplicationScoped
class ProfileUpdatedListener {
    private final AnnounceProfile announce;

    ProfileUpdatedListener(AnnounceProfile announce) {
        this.announce = announce;
    }

    @Incoming("profile.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                ProfileUpdated.parser(),
                event -> event.map(this::announce)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> announce(ProfileUpdated updated) {
        return announce.announce(ProfileChange.of(updated));
    }
}
