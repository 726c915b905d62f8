package dev.kith.kit.caller;

import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// A signed-in device of a user.
///
/// @param token the raw access token, for calls to another service in the user's name
public record Caller(long uid, String app, String device, String token) {

    /// The caller of a verified token; empty for one that is no user's.
    public static Optional<Caller> of(JsonWebToken token) {
        String subject = token.getSubject();
        String app = token.getClaim("app");
        String device = token.getClaim("did");
        if (subject == null
                || app == null
                || device == null
                || !token.getGroups().contains(Scopes.USER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Caller(Long.parseLong(subject), app, device, token.getRawToken()));
        } catch (NumberFormatException notAUid) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "uid " + uid + " of " + app + " on " + device; // never the token
    }
}
