package dev.kith.media.upload;

import java.time.Instant;

/// Where an upload stands after a call.
sealed interface Progress {
    /// So much has come, for good.
    record At(long offset, long length, Instant expiresAt, Concat concat) implements Progress {}

    /// The bytes were for another place than where it stands.
    record Elsewhere(long offset) implements Progress {}

    /// The bytes were not those that the checksum is of. None of them was kept.
    record Corrupt() implements Progress {}

    /// It is made of parts, and takes no bytes.
    record Joined() implements Progress {}

    /// Another call is writing.
    record Busy() implements Progress {}

    /// There is no such upload, or not of this user.
    record Unknown() implements Progress {}
}
