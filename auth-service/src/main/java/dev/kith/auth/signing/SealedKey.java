package dev.kith.auth.signing;

import dev.kith.auth.secret.Sealing;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;

/// A P-256 key pair in the form in which it is stored: the public half plain, the private half sealed under its kid.
@SuppressWarnings("ArrayRecordComponent") // carried to and from the database, never compared
record SealedKey(String kid, byte[] publicKey, byte[] privateKey) {
    static SealedKey generate(String kid, Sealing sealing) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            return new SealedKey(
                    kid,
                    pair.getPublic().getEncoded(),
                    sealing.seal(pair.getPrivate().getEncoded(), kid));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    KeyRing.Key open(Sealing sealing, Instant createdAt) {
        try {
            var factory = KeyFactory.getInstance("EC");
            return new KeyRing.Key(
                    kid,
                    (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(sealing.open(privateKey, kid))),
                    createdAt);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", broken);
        }
    }
}
