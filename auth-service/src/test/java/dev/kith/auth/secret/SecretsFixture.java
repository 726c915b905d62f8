package dev.kith.auth.secret;

/// Secrets for tests without a container.
public final class SecretsFixture {
    private SecretsFixture() {}

    public static Secrets of(String master) {
        return SecretsTest.secrets("test", "root", master);
    }
}
