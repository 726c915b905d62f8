package dev.kith.auth.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.auth.secret.Digests;
import dev.kith.auth.secret.Sealing;
import dev.kith.auth.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import javax.crypto.SecretKey;

/// What the database may hold of a number and a code. Numbers and six-digit codes are few, so their digests are keyed.
@SuppressWarnings("ArrayRecordComponent") // carried to the database, never compared
record Concealed(byte[] numberDigest, byte[] numberSealed, byte[] codeDigest) {

    /// Conceals, and knows again what it concealed.
    @ApplicationScoped
    static class Veil {
        private final SecretKey numbers;
        private final SecretKey codes;
        private final Sealing sealing;

        Veil(Secrets secrets) {
            this.numbers = secrets.keyFor("numbers of verifications", "HmacSHA256");
            this.codes = secrets.keyFor("one-time codes", "HmacSHA256");
            this.sealing = new Sealing(secrets, "numbers of verifications");
        }

        Concealed conceal(String verification, OneTimeCode code) {
            return new Concealed(
                    Digests.hmac(numbers, code.app() + "\n" + code.phone()),
                    sealing.seal(code.phone().getBytes(UTF_8), verification),
                    codeDigest(verification, code.code()));
        }

        boolean isCode(Verification verification, String given) {
            return Digests.equal(verification.codeDigest(), codeDigest(verification.id(), given));
        }

        String number(Verification verification) {
            return new String(sealing.open(verification.numberSealed(), verification.id()), UTF_8);
        }

        private byte[] codeDigest(String verification, String code) {
            return Digests.hmac(codes, verification + "\n" + code);
        }
    }
}
