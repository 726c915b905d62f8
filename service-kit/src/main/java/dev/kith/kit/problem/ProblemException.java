package dev.kith.kit.problem;

import dev.kith.contracts.ErrorCode;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A refusal that ends the request. Its detail is shown to the caller, so it names what to change and nothing of the
/// server's inside. Cheap: it carries no stack trace.
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final long NO_LIMIT = -1;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final long limit;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, null, NO_LIMIT);
    }

    private ProblemException(ErrorCode code, String detail, @Nullable Duration retryAfter, long limit) {
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
        this.limit = limit;
    }

    /// A refusal that may pass later.
    public static ProblemException retryAfter(ErrorCode code, String detail, Duration retryAfter) {
        return new ProblemException(code, detail, retryAfter, NO_LIMIT);
    }

    /// `too-many`: no more than `limit` in a window, and none before `retryAfter`.
    public static ProblemException tooMany(String detail, long limit, Duration retryAfter) {
        return new ProblemException(ErrorCode.TOO_MANY, detail, retryAfter, limit);
    }

    /// The one answer to an address that is unknown, hidden from the caller or has blocked them.
    public static ProblemException unreachable() {
        return new ProblemException(ErrorCode.UNREACHABLE, "No such user, or not visible to you.");
    }

    /// The same with one more sentence.
    public ProblemException saying(String more) {
        return new ProblemException(code, detail() + " " + more, retryAfter, limit);
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

    /// How many there may be in a window, for a rate that was exceeded.
    public OptionalLong limit() {
        return limit == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
