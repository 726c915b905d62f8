package dev.kith.media.reading;

import dev.kith.kit.caller.Caller;
import dev.kith.media.cleaning.Cleaning;
import dev.kith.media.file.FileRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Takes a file back: from then on nobody has it, whatever reference or link they hold.
@ApplicationScoped
class RemoveFile {
    private final FileRepository files;
    private final Cleaning cleaning;

    RemoveFile(FileRepository files, Cleaning cleaning) {
        this.files = files;
        this.cleaning = cleaning;
    }

    /// Removes a file of this user.
    ///
    /// @return whether there was one
    Uni<Boolean> remove(Caller caller, UUID id) {
        return files.remove(id, caller.uid(), caller.app()).invoke(there -> {
            if (there) {
                cleaning.wake();
            }
        });
    }
}
