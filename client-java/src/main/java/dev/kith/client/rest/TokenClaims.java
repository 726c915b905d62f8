package dev.kith.client.rest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says of itself. Only for the client's own timing and display; the server alone decides what it is
 * worth. A token that cannot be read claims nothing.
 */
public record TokenClaims(
        @Nullable Long uid,
        @Nullable String device,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {

    public static TokenClaims of(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return new TokenClaims(null, null, null, null);
        }
        try {
            var json = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            var claims = JsonParser.parseString(json).getAsJsonObject();
            return new TokenClaims(
                    text(claims, "sub")
                            .filter(sub -> sub.matches("\\d{1,18}"))
                            .map(Long::valueOf)
                            .orElse(null),
                    text(claims, "did").orElse(null),
                    seconds(claims, "iat"),
                    seconds(claims, "exp"));
        } catch (IllegalArgumentException | JsonParseException | IllegalStateException unreadable) {
            return new TokenClaims(null, null, null, null);
        }
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.has(name) && claims.get(name).isJsonPrimitive()
                ? Optional.of(claims.get(name).getAsString())
                : Optional.empty();
    }

    private static @Nullable Instant seconds(JsonObject claims, String name) {
        return text(claims, name)
                .map(Double::parseDouble)
                .map(s -> Instant.ofEpochSecond(s.longValue()))
                .orElse(null);
    }
}
