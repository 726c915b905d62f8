package dev.kith.presence.watch;

import dev.kith.contracts.ErrorCode;

/// Whom an address leads to.
sealed interface Found {
    /// A user whom the caller may reach.
    ///
    /// @param address canonical
    record User(long uid, String address) implements Found {}

    /// Nobody for this caller.
    record Nobody(ErrorCode code) implements Found {}
}
