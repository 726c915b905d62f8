package dev.kith.media.picture;

import dev.kith.contracts.event.PicturesUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps what profile-service says of the pictures that profiles show.
@ApplicationScoped
class PicturesUpdatedListener {
    private final PictureRepository pictures;

    PicturesUpdatedListener(PictureRepository pictures) {
        this.pictures = pictures;
    }

    @Incoming("pictures.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, PicturesUpdated.parser(), this::shown);
    }

    private Uni<Void> shown(PicturesUpdated event) {
        if (event.getUid() == 0 && event.getGroup() == 0) {
            throw new PoisonedRecord("nobody's profile");
        }
        return pictures.shown(event.getUid(), event.getGroup(), event.getApp(), files(event));
    }

    private static List<UUID> files(PicturesUpdated event) {
        try {
            return event.getFilesList().stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException noId) {
            throw new PoisonedRecord("not the id of a file", noId);
        }
    }
}
