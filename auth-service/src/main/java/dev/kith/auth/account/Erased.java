package dev.kith.auth.account;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;

/// The answer to a token that has outlived its user.
final class Erased {
    private Erased() {}

    static ProblemException problem() {
        return new ProblemException(ErrorCode.REVOKED, "This account was erased.");
    }
}
