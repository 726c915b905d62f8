package dev.kith.kit.problem;

import dev.kith.contracts.ErrorCode;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal that ends the request. Its detail is shown to the caller, so it names what to change and nothing of the
/// server's inside. Cheap: it carries no stack trace.
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    private ProblemException(ErrorCode code, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /// A refusal that may pass later.
    public static ProblemException retryAfter(ErrorCode code, String detail, Duration retryAfter) {
        return new ProblemException(code, detail, retryAfter);
    }

    /// The one answer to an address that is unknown, hidden from the caller or has blocked them.
    public static ProblemException unreachable() {
        return new ProblemException(ErrorCode.UNREACHABLE, "No such user, or not visible to you.");
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return getMessage() == null ? code.title() : getMessage();
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
