package dev.kith.client;

import dev.kith.contracts.ErrorCode;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, or that there was no answer. Programs look at {@link #code()}, people at {@link #detail()}.
 *
 * <p>A code that this version does not know is given as {@link ErrorCode#INTERNAL}.
 */
public final class KithException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String detail;
    private final @Nullable Duration retryAfter;
    private final boolean answered;

    private KithException(
            ErrorCode code, String detail, @Nullable Duration retryAfter, boolean answered, @Nullable Throwable cause) {
        super(code.slug() + ": " + detail, cause);
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
        this.answered = answered;
    }

    /** A refusal with this code. */
    public static KithException of(ErrorCode code, String detail) {
        return new KithException(code, detail, null, true, null);
    }

    /** A refusal as the server gave it; an unknown slug becomes {@link ErrorCode#INTERNAL}. */
    public static KithException refused(String slug, String detail, @Nullable Duration retryAfter) {
        var code = ErrorCode.ofSlug(slug).orElse(ErrorCode.INTERNAL);
        var said = detail.isBlank() ? code.title() : detail;
        return new KithException(code, said, retryAfter, true, null);
    }

    /** The server could not be reached or did not answer; whether it did what was asked is unknown. */
    public static KithException noAnswer(String detail, @Nullable Throwable cause) {
        return new KithException(ErrorCode.UNAVAILABLE, detail, null, false, cause);
    }

    /** What is behind the exception of a future; anything that is no refusal is given as {@link ErrorCode#INTERNAL}. */
    public static KithException from(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof KithException known
                ? known
                : new KithException(ErrorCode.INTERNAL, String.valueOf(cause), null, true, cause);
    }

    public ErrorCode code() {
        return code;
    }

    /** What to change, in words. */
    public String detail() {
        return detail;
    }

    /** When the same may be tried again; empty: not as it is. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the server said this. If not, it was not reached, or the answer was lost. */
    public boolean isAnswer() {
        return answered;
    }
}
