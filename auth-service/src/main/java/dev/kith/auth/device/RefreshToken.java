package dev.kith.auth.device;

import dev.kith.auth.secret.Digests;
import dev.kith.auth.secret.RandomText;
import dev.kith.auth.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/// A refresh token: the device, a secret of 256 random bits, and a mark that we made it. Of the secret only the SHA-256
/// is kept.
///
/// The mark is what makes reuse certain without keeping every token ever given: whatever bears it was given to that
/// device, so if it is none of the current ones it was used before. Without it, whoever knows a device id could sign
/// that device out with a made-up token.
record RefreshToken(String did, String secret) {
    String hash() {
        return Base64.getEncoder().withoutPadding().encodeToString(Digests.sha256(secret));
    }

    @Override
    public String toString() {
        return "refresh token of " + did; // never the secret
    }

    /// Makes tokens and knows its own.
    @ApplicationScoped
    static class Mint {
        private static final Pattern FORM = Pattern.compile("([a-z2-7]{16})\\.([a-z2-7]{52})\\.([A-Za-z0-9_-]{43})");

        private final SecretKey key;

        Mint(Secrets secrets) {
            this.key = secrets.keyFor("refresh tokens", "HmacSHA256");
        }

        RefreshToken make(String did) {
            return new RefreshToken(did, RandomText.of(RandomText.SECRET));
        }

        String text(RefreshToken token) {
            return token.did() + "." + token.secret() + "." + mark(token);
        }

        /// The token of a text that this mint made; empty for any other.
        Optional<RefreshToken> read(String text) {
            var form = FORM.matcher(text);
            if (!form.matches()) {
                return Optional.empty();
            }
            var token = new RefreshToken(form.group(1), form.group(2));
            return Optional.of(token)
                    .filter(ours -> Digests.equal(Digests.sha256(mark(ours)), Digests.sha256(form.group(3))));
        }

        private String mark(RefreshToken token) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Digests.hmac(key, token.did() + "." + token.secret()));
        }
    }
}
