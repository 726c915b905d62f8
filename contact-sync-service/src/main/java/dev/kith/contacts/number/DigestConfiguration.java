package dev.kith.contacts.number;

import io.smallrye.config.ConfigMapping;

/// What digests and tags are derived from.
@ConfigMapping(prefix = "kith.digest")
interface DigestConfiguration {
    /// `version:secret`, such as `v1:...`, with a secret of at least 16 characters that is kept outside the
    /// database and never changes: with another one no stored digest is found again. No default.
    String secret();
}
