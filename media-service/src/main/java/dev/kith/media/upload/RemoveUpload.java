package dev.kith.media.upload;

import dev.kith.kit.caller.Caller;
import dev.kith.media.cleaning.Cleaning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Ends an upload. Its bytes go when nobody writes any more.
@ApplicationScoped
class RemoveUpload {
    private final UploadRepository uploads;
    private final Cleaning cleaning;

    RemoveUpload(UploadRepository uploads, Cleaning cleaning) {
        this.uploads = uploads;
        this.cleaning = cleaning;
    }

    /// Removes an upload of this user.
    ///
    /// @return whether there was one
    Uni<Boolean> remove(Caller caller, UUID id) {
        return uploads.remove(caller, id).invoke(there -> {
            if (there) {
                cleaning.wake();
            }
        });
    }
}
