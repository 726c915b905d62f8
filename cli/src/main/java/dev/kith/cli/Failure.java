package dev.kith.cli;

import dev.kith.client.KithException;
import java.io.Serial;

/// Ends the command with one line that says what to do.
public final class Failure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String code;

    /// Carries a stable slug, for `--json`, and the line.
    public Failure(int exitCode, String code, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.code = code;
    }

    public int exitCode() {
        return exitCode;
    }

    public String code() {
        return code;
    }

    public String line() {
        return String.valueOf(getMessage());
    }

    public static Failure signedOut() {
        return new Failure(
                ExitCode.SIGNED_OUT, "signed-out", "Nobody is signed in here. Sign in first: kith-cli signup PHONE");
    }

    public static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, "usage", message);
    }

    /// What the SDK says, with what to do about it.
    public static Failure of(KithException refusal, String server) {
        var slug = refusal.code().slug();
        if (!refusal.isAnswer()) {
            return new Failure(
                    ExitCode.UNREACHABLE,
                    "no-answer",
                    refusal.detail()
                            + " Is it running there? ./kith up starts it on this machine; --server names another"
                            + " (now " + server + ").");
        }
        return switch (refusal.code()) {
            case UNAUTHENTICATED, TOKEN_EXPIRED, REFRESH_REUSED, REVOKED ->
                new Failure(
                        ExitCode.SIGNED_OUT, slug, "This device is signed out. Sign in again: kith-cli signup PHONE");
            case UNREACHABLE ->
                new Failure(ExitCode.REFUSED, slug, "Nobody with this address is on Kith, or not visible to you.");
            case BLOCKED ->
                new Failure(ExitCode.REFUSED, slug, "You have blocked them; kith-cli unblock ADDRESS undoes it.");
            case CODE_WRONG, CODE_VOID ->
                new Failure(ExitCode.REFUSED, slug, refusal.detail() + " Ask for a new one: kith-cli signup PHONE");
            case UNAVAILABLE, TIMEOUT ->
                new Failure(
                        ExitCode.UNREACHABLE,
                        slug,
                        "The server is there, but a part of it is not: " + refusal.detail() + " Try again shortly.");
            default -> new Failure(ExitCode.REFUSED, slug, sentence(refusal));
        };
    }

    private static String sentence(KithException refusal) {
        var wait = refusal.retryAfter().map(after -> " Try again in " + Math.max(1, after.toSeconds()) + " s.");
        return refusal.detail() + wait.orElse("");
    }
}
