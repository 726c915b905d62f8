package dev.kith.media.file;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Bytes that are kept.
///
/// @param key their name in the storage
/// @param digest SHA-256 of what came, in hexadecimal
/// @param type found in the bytes
/// @param tag SHA-256 of what is kept, in hexadecimal
/// @param picture null for what is no picture
public record Content(
        UUID key,
        String digest,
        long size,
        String type,
        String tag,
        @Nullable Picture picture) {

    /// Whether there is a small one of it.
    public boolean hasThumbnail() {
        return picture != null && picture.smallType() != null;
    }

    /// The size of a picture.
    ///
    /// @param smallType what the small one of it is; null if there is none
    public record Picture(int width, int height, @Nullable String smallType) {}
}
