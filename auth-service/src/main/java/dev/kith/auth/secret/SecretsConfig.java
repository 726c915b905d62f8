package dev.kith.auth.secret;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// The two secrets of this service.
@ConfigMapping(prefix = "kith.auth.secrets")
interface SecretsConfig {
    /// Lets its holder create apps (`KITH_ROOT_KEY`). At least 32 characters in production.
    Optional<String> rootKey();

    /// From which every other key is derived (`KITH_AUTH_SECRET`). At least 32 characters in production.
    /// Whoever changes it signs everybody out: stored signing keys and refresh tokens can no longer be read.
    Optional<String> master();
}
