package dev.kith.auth.verification;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;

/// What became of a code that somebody gave.
public sealed interface Proof {
    /// They hold the number.
    record Proven(String app, String number) implements Proof {
        @Override
        public String toString() {
            return "a number of " + app; // it may be that of somebody who is no user
        }
    }

    /// They have not shown it.
    sealed interface Failed extends Proof {
        /// As the caller is told.
        ProblemException problem();
    }

    record WrongCode(int triesLeft) implements Failed {
        @Override
        public ProblemException problem() {
            return new ProblemException(ErrorCode.CODE_WRONG, "The code is wrong; tries left: " + triesLeft + ".");
        }
    }

    /// Used, expired, out of tries, for another purpose, or never there.
    record Over() implements Failed {
        @Override
        public ProblemException problem() {
            return new ProblemException(
                    ErrorCode.CODE_VOID, "The verification is used, expired or out of tries; ask for a new code.");
        }
    }
}
