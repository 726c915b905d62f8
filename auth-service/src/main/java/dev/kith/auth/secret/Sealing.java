package dev.kith.auth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Encrypts what the database holds but must not tell: AES-256-GCM, a random nonce before the text. What is sealed for
/// one row does not open in another. Thread-safe.
public final class Sealing {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public Sealing(Secrets secrets, String purpose) {
        this.key = secrets.keyFor(purpose, "AES");
    }

    /// Seals a text for the row of this id.
    public byte[] seal(byte[] text, String row) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, new GCMParameterSpec(TAG_BITS, nonce), row);
            var sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(text.length));
            cipher.doFinal(text, 0, text.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Opens what was sealed for the row of this id.
    ///
    /// @throws IllegalStateException if it was sealed under another secret or for another row, or was changed
    public byte[] open(byte[] sealed, String row) {
        try {
            return cipher(Cipher.DECRYPT_MODE, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES), row)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException(
                    "a stored secret does not open: was KITH_AUTH_SECRET changed, or is this another's database?",
                    wrong);
        }
    }

    private Cipher cipher(int mode, GCMParameterSpec nonce, String row) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, nonce);
        cipher.updateAAD(row.getBytes(UTF_8));
        return cipher;
    }
}
