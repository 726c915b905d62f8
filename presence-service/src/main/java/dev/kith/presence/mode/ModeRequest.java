package dev.kith.presence.mode;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.presence.people.Mode;
import org.jspecify.annotations.Nullable;

/// How the caller wants to be seen: `visible` or `invisible`.
record ModeRequest(@Nullable String mode) {

    /// @throws ProblemException `invalid-value`
    static Mode checked(@Nullable ModeRequest request) {
        return switch (request == null ? null : request.mode()) {
            case "visible" -> Mode.VISIBLE;
            case "invisible" -> Mode.INVISIBLE;
            case null, default ->
                throw new ProblemException(ErrorCode.INVALID_VALUE, "mode is \"visible\" or \"invisible\".");
        };
    }
}
