package dev.kith.media.upload;

import java.util.UUID;

/// What becomes of the wish to make one upload of several.
sealed interface Joining {
    /// It is made of them: just now, or when the same was asked for before.
    record Joined(UUID id) implements Joining {}

    /// Somebody writes to one of them.
    record Busy() implements Joining {}

    /// One of them is not whole.
    record Unfinished() implements Joining {}

    /// Together they are larger than a file may be.
    record TooLarge() implements Joining {}

    /// One of them is not there, not of this user, no part, or a part of something else.
    record Unknown() implements Joining {}
}
