package dev.kith.messaging.send;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.time.Duration;

/// What became of a message. A failure instead of an outcome means: not known, the device sends it again.
public sealed interface SendOutcome {
    /// Every record of it is in the log.
    record Accepted(long messageId, long acceptedAt) implements SendOutcome {}

    /// Nothing of it was written.
    ///
    /// @param retryAfter zero: not at all as it is
    record Refused(ErrorCode code, String detail, Duration retryAfter) implements SendOutcome {
        static Refused of(ErrorCode code, String detail) {
            return new Refused(code, detail, Duration.ZERO);
        }

        /// As a call is told.
        public ProblemException problem() {
            return retryAfter.isZero()
                    ? new ProblemException(code, detail)
                    : ProblemException.retryAfter(code, detail, retryAfter);
        }

        public static Refused of(ProblemException problem) {
            return new Refused(
                    problem.code(), problem.detail(), problem.retryAfter().orElse(Duration.ZERO));
        }
    }
}
