package dev.kith.media.storage;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.UUID;

/// Where contents are kept for good. Nothing here blocks an event loop.
public interface Kept {
    /// Keeps this file under this key: whole or not at all, and for good when it is told. Can be repeated after a
    /// crash or a failure: a second call with the same key replaces the first. The file may go then.
    Uni<Void> put(UUID key, Form form, Path file);

    /// How many bytes it has; a failure if it is not there.
    Uni<Long> size(UUID key, Form form);

    /// So many of its bytes, from there on. A failure if it is not there may come only when they are read.
    Uni<KeptBytes> read(UUID key, Form form, long from, long count);

    /// Removes all forms. Nothing happens if there are none.
    Uni<Void> remove(UUID key);
}
