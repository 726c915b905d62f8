package dev.kith.contacts.number;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// What digests and tags are derived from.
@ConfigMapping(prefix = "kith.digest")
interface DigestConfiguration {
    int SHORTEST_SECRET = 16;

    /// `version:secret`, such as `v1:...`, with a secret of at least 16 characters that is kept outside the
    /// database; during a rotation two, `v2:new,v1:old`, the first to be used. No default.
    String secret();

    /// What tags are derived from, at least 16 characters; never changes. Default: the secret of v1, which has
    /// to be named here once v1 is gone.
    Optional<String> tagSecret();
}
