package dev.kith.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What signs the user in: a short-lived access token and, where the client may renew it by itself, a refresh token. */
public record Tokens(String access, @Nullable String refresh) {
    public Optional<String> refreshToken() {
        return Optional.ofNullable(refresh);
    }

    /** Without the secrets, so that a log never has them. */
    @Override
    public String toString() {
        return "Tokens[" + (refresh == null ? "access only" : "access and refresh") + "]";
    }
}
