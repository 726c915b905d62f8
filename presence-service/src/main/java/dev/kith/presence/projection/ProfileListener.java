package dev.kith.presence.projection;

import dev.kith.contracts.event.ProfileField;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.presence.notice.Announcer;
import dev.kith.presence.notice.Change;
import dev.kith.presence.people.Opening;
import dev.kith.presence.people.Projections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps to which levels a user opens the two fields of presence; of the rest of the profile nothing is stored.
@ApplicationScoped
class ProfileListener {
    private final Projections projections;
    private final Announcer announcer;

    ProfileListener(Projections projections, Announcer announcer) {
        this.projections = projections;
        this.announcer = announcer;
    }

    @Incoming("profile.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                ProfileUpdated.parser(),
                event -> event.map(this::update)
                        .orElseGet(() -> close(ByteBuffer.wrap(record.key()).getLong())));
    }

    private Uni<Void> update(ProfileUpdated profile) {
        var opening = Opening.of(profile.getFieldsList().stream()
                .collect(Collectors.toMap(ProfileField::getName, ProfileField::getLevels, (first, second) -> second)));
        return projections
                .profile(profile.getUid(), profile.getApp(), profile.getAddress(), opening, profile.getVersion())
                .invoke(before -> tell(profile.getUid(), before, opening))
                .replaceWithVoid();
    }

    private Uni<Void> close(long uid) {
        return projections
                .profileGone(uid)
                .invoke(before -> tell(uid, before, Opening.CLOSED))
                .replaceWithVoid();
    }

    private void tell(long uid, Optional<Opening> before, Opening now) {
        before.filter(opening -> !opening.equals(now))
                .ifPresent(opening -> announcer.tell(new Change.OfOpening(uid, opening)));
    }
}
