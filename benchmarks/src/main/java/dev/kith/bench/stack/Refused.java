package dev.kith.bench.stack;

/// The stack understood a call and refused it.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final long retryAfterSeconds;

    Refused(String call, int status, String code, String detail, long retryAfterSeconds) {
        super(call + ": " + status + " " + code + (detail.isEmpty() ? "" : " (" + detail + ")"));
        this.status = status;
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /// The stable code of the problem, `unknown` where the answer had none.
    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /// Whether the same call may pass later.
    public boolean isPassing() {
        return status == 429 || status == 503 || status == 504 || status == 502;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
