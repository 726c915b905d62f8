package dev.kith.auth.signing;

import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;

/// The keys at one moment, oldest first; never empty. All verify and are published. The newest signs, but only once it
/// has been published long enough for every node and every verifier to have it.
record KeyRing(List<Key> keys) {
    /// Longer than nodes and verifiers take to see a new key: [SigningKeys#REFRESH] and their forced refresh of a
    /// minute.
    static final Duration PUBLISHED_FIRST = Duration.ofMinutes(3);

    record Key(String kid, ECPublicKey publicKey, PrivateKey privateKey, Instant createdAt) {
        @Override
        public String toString() {
            return "key " + kid; // never the private half
        }
    }

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring without keys");
        }
    }

    Key signer(Instant now) {
        var published = now.minus(PUBLISHED_FIRST);
        return keys.reversed().stream()
                .filter(key -> !key.createdAt().isAfter(published))
                .findFirst()
                .orElseGet(keys::getFirst);
    }

    Optional<Key> named(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /// The public halves as a JSON Web Key Set (RFC 7517).
    String published() {
        var set = new JsonWebKeySet();
        for (var key : keys) {
            var web = new EllipticCurveJsonWebKey(key.publicKey());
            web.setKeyId(key.kid());
            web.setAlgorithm("ES256");
            web.setUse("sig");
            set.addJsonWebKey(web);
        }
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
