package dev.kith.media.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/// Where contents are kept for good. Its methods block.
public interface Kept {
    /// Keeps this file under this key: whole or not at all, and for good when the call returns. Can be repeated after a
    /// crash: a second call with the same key replaces the first.
    void put(UUID key, Form form, Path file) throws IOException;

    /// Where to read it; a file that is not there is the reader's to find out.
    Path file(UUID key, Form form);

    /// Removes all forms. Nothing happens if there are none.
    void remove(UUID key) throws IOException;
}
