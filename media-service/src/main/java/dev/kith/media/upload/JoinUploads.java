package dev.kith.media.upload;

import dev.kith.kit.caller.Caller;
import dev.kith.media.storage.Coming;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Makes one upload of several that are whole.
///
/// Its row takes the parts over in one transaction, so that each is a part of one upload only. The bytes follow when
/// the offset of the new one is asked for, at once or after a crash. Who asks for the same again, as after a lost
/// answer, is told the same upload.
@ApplicationScoped
class JoinUploads {
    private final UploadRepository uploads;
    private final Coming coming;

    JoinUploads(UploadRepository uploads, Coming coming) {
        this.uploads = uploads;
        this.coming = coming;
    }

    Uni<Joining> join(Caller caller, List<UUID> parts, String name) {
        // Nobody takes a lock of what is not theirs, and is told by none what is being written.
        return uploads.hasParts(caller, parts)
                .flatMap(theirs -> theirs
                        ? joinAlone(caller, parts, name)
                        : Uni.createFrom().item(new Joining.Unknown()));
    }

    private Uni<Joining> joinAlone(Caller caller, List<UUID> parts, String name) {
        var id = UUID.randomUUID();
        return coming.alone(
                        parts, () -> lengths(parts).flatMap(lengths -> uploads.join(caller, id, parts, lengths, name)))
                .map(done -> done.orElseGet(Joining.Busy::new));
    }

    private Uni<List<Long>> lengths(List<UUID> parts) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(coming::length)
                .collect()
                .asList();
    }
}
