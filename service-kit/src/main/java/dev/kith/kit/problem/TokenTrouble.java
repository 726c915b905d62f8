package dev.kith.kit.problem;

import java.io.IOException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/// Why a token was refused.
public final class TokenTrouble {
    private TokenTrouble() {}

    /// Whether the token was good until it expired, so that a refresh helps.
    public static boolean isExpiry(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InvalidJwtException jwt && jwt.hasErrorCode(ErrorCodes.EXPIRED)) {
                return true;
            }
        }
        return false;
    }

    /// Whether nothing is known of the token, because the keys could not be fetched.
    public static boolean isOutage(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
