package dev.kith.presence.watch;

import dev.kith.contracts.ErrorCode;
import dev.kith.presence.people.View;

/// What became of one address that somebody wants to watch.
sealed interface Watched {
    /// It is watched, and this is what may be seen now.
    ///
    /// @param address canonical, as in later notices
    record Seen(String address, View view) implements Watched {}

    /// It is not watched. Unknown, hidden and blocking are one: [ErrorCode#UNREACHABLE].
    record Refused(String address, ErrorCode code) implements Watched {}
}
