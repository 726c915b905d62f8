package dev.kith.auth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// What the operator's secrets are good for. Refuses to start without them, and in production with short ones.
@ApplicationScoped
public class Secrets {
    private static final int SHORTEST = 32;
    private static final int KEY_BYTES = 32;

    private final SecretsConfig config;
    private final Environment environment;

    Secrets(SecretsConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
    }

    void check(@Observes StartupEvent started) {
        check("KITH_ROOT_KEY", config.rootKey());
        check("KITH_AUTH_SECRET", config.master());
    }

    /// Whether this is the root key; takes as long for any text.
    public boolean isRootKey(String given) {
        return Digests.equal(Digests.sha256(given), Digests.sha256(needed("KITH_ROOT_KEY", config.rootKey())));
    }

    /// A key for one purpose alone: by HKDF (RFC 5869), so that none tells anything of another.
    public SecretKey keyFor(String purpose, String algorithm) {
        try {
            var master = needed("KITH_AUTH_SECRET", config.master()).getBytes(UTF_8);
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(master)
                    .addSalt("kith-auth".getBytes(UTF_8))
                    .thenExpand(purpose.getBytes(UTF_8), KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing); // every JDK 25 has it
        }
    }

    private void check(String name, Optional<String> secret) {
        if (needed(name, secret).length() < SHORTEST && !environment.isDevelopment()) {
            throw new IllegalStateException(name + " is too short: take at least " + SHORTEST
                    + " random characters, such as those of: openssl rand -base64 48");
        }
    }

    private static String needed(String name, Optional<String> secret) {
        return secret.orElseThrow(() -> new IllegalStateException(
                name + " is not set; give it a random value, such as that of: openssl rand -base64 48"));
    }
}
