package dev.kith.bench.stack;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/// An app of our own in the stack, and its users. Thread-safe. Calls that are refused for the moment are repeated, a
/// bounded number of times.
public final class Tenant {
    /// Longest life of a user's token that a backend may ask for.
    private static final long TOKEN_SECONDS = 3600;

    private static final Duration ADMIN_TOKEN_LIFE = Duration.ofMinutes(8);
    private static final int MOST_TRIES = 30;

    private final Gateway gateway;
    private final Key key;
    private AdminToken admin;

    /// What lets the app's backend in.
    public record Key(String app, String secret) {}

    private record AdminToken(String text, Instant since) {}

    /// A user with a token.
    public record Member(long uid, String address, String token) {}

    private Tenant(Gateway gateway, Key key) {
        this.gateway = gateway;
        this.key = key;
        admin = issue();
    }

    /// A new app, whose users everyone in it may find.
    public static Tenant open(Gateway gateway, String rootKey, String name) {
        try {
            var opened = gateway.post(
                    "/v1/admin/apps", rootKey, Map.of("name", name, "region", "DE", "discoverability", "everyone"));
            return new Tenant(
                    gateway,
                    new Key(opened.path("id").asText(), opened.path("key").asText()));
        } catch (Refused e) {
            throw new BenchFailure(ExitCode.NO_STACK, "The stack does not let an app be created: " + e.getMessage(), e);
        }
    }

    /// An app from an earlier run.
    ///
    /// @throws Refused `wrong-key` when the stack does not know it (any more)
    public static Tenant enter(Gateway gateway, Key key) {
        return new Tenant(gateway, key);
    }

    public Key key() {
        return key;
    }

    /// Creates or finds the user of an address and signs them in.
    public Member member(String address) {
        long uid = create(address);
        var tokens = patiently(() -> gateway.post(
                "/v1/admin/users/" + uid + "/tokens",
                adminToken(),
                Map.of("device", "benchmark", "ttl", TOKEN_SECONDS)));
        return new Member(uid, address, tokens.path("accessToken").asText());
    }

    /// Creates or finds the user of an address; gives the uid.
    public long create(String address) {
        return patiently(() -> gateway.post("/v1/admin/users", adminToken(), Map.of("address", address)))
                .path("uid")
                .asLong();
    }

    /// Erases the user everywhere.
    public void erase(long uid) {
        patiently(() -> {
            gateway.delete("/v1/admin/users/" + uid, adminToken());
            return uid;
        });
    }

    /// Repeats a call while it is refused for the moment only.
    public static <T> T patiently(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (Refused e) {
                if (!e.isPassing() || tries == MOST_TRIES) {
                    throw new BenchFailure(ExitCode.NO_STACK, "The stack refused " + e.getMessage(), e);
                }
                pause(e.retryAfterSeconds());
            }
        }
    }

    private static void pause(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, 10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", e);
        }
    }

    private synchronized String adminToken() {
        if (admin.since().plus(ADMIN_TOKEN_LIFE).isBefore(Instant.now())) {
            admin = issue();
        }
        return admin.text();
    }

    private AdminToken issue() {
        var issued = gateway.post("/v1/admin/tokens", key.secret(), Map.of());
        return new AdminToken(issued.path("accessToken").asText(), Instant.now());
    }
}
