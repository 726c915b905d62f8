package dev.kith.media.upload;

import dev.kith.kit.caller.Caller;
import dev.kith.media.finishing.FinishUpload;
import dev.kith.media.storage.Coming;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Begins an upload. One of no bytes is a file at once, unless it is a part.
@ApplicationScoped
class BeginUpload {
    private final UploadRepository uploads;
    private final Coming coming;
    private final FinishUpload finish;

    BeginUpload(UploadRepository uploads, Coming coming, FinishUpload finish) {
        this.uploads = uploads;
        this.coming = coming;
        this.finish = finish;
    }

    Uni<Beginning> begin(Caller caller, long length, String name, boolean partial) {
        // Nobody else can guess it: 122 bits of chance.
        var id = UUID.randomUUID();
        return uploads.add(caller, new UploadRepository.Fresh(id, length, name, partial))
                .call(beginning -> {
                    if (length > 0 || !(beginning instanceof Beginning.Begun)) {
                        return Uni.createFrom().voidItem();
                    }
                    return coming.alone(
                            id,
                            () -> coming.create(id)
                                    .flatMap(made -> partial ? Uni.createFrom().item(true) : finish.finish(id)));
                });
    }
}
