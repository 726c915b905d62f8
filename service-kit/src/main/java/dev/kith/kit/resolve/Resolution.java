package dev.kith.kit.resolve;

import dev.kith.contracts.ErrorCode;

/// What became of one address.
public sealed interface Resolution {
    /// A user whom the caller may find.
    ///
    /// @param address canonical
    record Found(String address, long uid) implements Resolution {}

    /// None, or none for this caller: [ErrorCode#UNREACHABLE], [ErrorCode#INVALID_NUMBER] or [ErrorCode#QUOTA].
    record Refused(ErrorCode code, String detail) implements Resolution {}
}
