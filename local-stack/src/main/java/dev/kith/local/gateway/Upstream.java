package dev.kith.local.gateway;

/// A service behind the gateway.
public enum Upstream {
    AUTH(8081),
    PROFILE(8082),
    CONTACTS(8083),
    MESSAGING(8084),
    PRESENCE(8085),
    MEDIA(8086);

    private final int standardPort;

    Upstream(int standardPort) {
        this.standardPort = standardPort;
    }

    int standardPort() {
        return standardPort;
    }
}
