package dev.kith.media.storage;

import io.smallrye.mutiny.Multi;
import java.nio.file.Path;

/// Bytes of a content, on their way to somebody.
public sealed interface KeptBytes {
    /// Part of a file, which the system can send by itself.
    record InFile(Path path, long from, long count) implements KeptBytes {}

    /// Pieces that come as they are asked for. They have to be asked for, or cancelled.
    record InPieces(long count, Multi<byte[]> pieces) implements KeptBytes {}
}
