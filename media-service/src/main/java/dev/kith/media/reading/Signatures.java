package dev.kith.media.reading;

import dev.kith.media.MediaConfiguration;
import dev.kith.media.storage.Form;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Says of a file who may have it, in a text that nobody else can write: HMAC-SHA-256, of which 128 bits are shown. A
/// secret that could be guessed ends the start.
@Startup
@ApplicationScoped
class Signatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 16;
    private static final int SHOWN_BYTES = 16;

    private final List<SecretKeySpec> keys;

    /// @throws IllegalStateException for a secret that could be guessed
    Signatures(MediaConfiguration configuration) {
        if (configuration.secrets().isEmpty()
                || configuration.secrets().stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw new IllegalStateException("kith.media.secrets has at least " + SHORTEST_SECRET + " characters each");
        }
        this.keys = configuration.secrets().stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /// For users of this app, for as long as there is the file.
    String reference(UUID file, String app) {
        return text(mac(keys.getFirst(), "reference\n" + file + "\n" + app));
    }

    boolean isReference(String text, UUID file, String app) {
        return isSigned(text, "reference\n" + file + "\n" + app);
    }

    /// For anybody, until then.
    String link(UUID file, Form form, long untilSecond) {
        return text(mac(keys.getFirst(), "link\n" + file + "\n" + form + "\n" + untilSecond));
    }

    boolean isLink(String text, UUID file, Form form, long untilSecond) {
        return isSigned(text, "link\n" + file + "\n" + form + "\n" + untilSecond);
    }

    private boolean isSigned(String text, String what) {
        var given = text.getBytes(StandardCharsets.US_ASCII);
        return keys.stream()
                .map(key -> text(mac(key, what)).getBytes(StandardCharsets.US_ASCII))
                .anyMatch(expected -> MessageDigest.isEqual(expected, given));
    }

    private static byte[] mac(SecretKeySpec key, String what) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)), SHOWN_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
