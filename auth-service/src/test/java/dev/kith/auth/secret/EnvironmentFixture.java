package dev.kith.auth.secret;

/// Environments for tests without a container.
public final class EnvironmentFixture {
    private EnvironmentFixture() {}

    public static Environment of(String name) {
        return new Environment(name);
    }
}
