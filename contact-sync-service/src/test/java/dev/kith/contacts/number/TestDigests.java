package dev.kith.contacts.number;

import java.util.Optional;

/// Digests of another configuration than that of the running service.
public final class TestDigests {
    private TestDigests() {}

    public static Digests of(String secret) {
        return new Digests(new Configuration(secret, Optional.empty()));
    }

    public static Digests of(String secret, String tagSecret) {
        return new Digests(new Configuration(secret, Optional.of(tagSecret)));
    }

    private record Configuration(String secret, Optional<String> tagSecret) implements DigestConfiguration {}
}
