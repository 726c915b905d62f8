package dev.kith.auth.app;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// A key in the place of a token: `Authorization: Bearer <key>`.
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    static String key(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(ErrorCode.UNAUTHENTICATED, "Send the key: Authorization: Bearer ...");
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    static ProblemException wrong() {
        return new ProblemException(ErrorCode.WRONG_KEY, "This key is not valid here.");
    }
}
