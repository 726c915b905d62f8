package dev.kith.media.upload;

import java.time.Instant;
import java.util.UUID;

/// What becomes of the wish to upload something.
sealed interface Beginning {
    record Begun(UUID id, Instant expiresAt) implements Beginning {}

    /// The user has too many unfinished ones.
    record TooMany() implements Beginning {}

    /// What the user has, with this one, would be more than is kept of anybody, in bytes or in number.
    record Full() implements Beginning {}

    /// The account is gone.
    record Departed() implements Beginning {}
}
