package dev.kith.local.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a gateway behaves. The gateway of a cluster is configured to the same figures (`deploy/`).
///
/// @param host interface to listen on
/// @param port port to listen on
/// @param upstreams where each service is
/// @param origins from which web pages may call, such as `https://app.example.org`; `http://localhost:*` is any port
/// @param bodyLimit largest body in bytes
/// @param contactsBodyLimit largest body of a contact sync: 10,000 entries as JSON, with air
/// @param importBodyLimit largest file of an import
/// @param filesBodyLimit largest piece of a file, and so largest file in one piece
/// @param headerLimit largest head of a request in bytes
/// @param connectTimeout after which a service that cannot be connected to counts as down
/// @param timeout how long nothing may move, neither request nor answer, before a call is given up
/// @param socketIdle how long a WebSocket may be silent; clients ping at least every 30 s
/// @param headTime how long the head of a new connection's request may take, however often a piece of it comes
/// @param proxies how many proxies of the operator stand in front and write `X-Forwarded-For`; with none, what a client
///     says about its way here is not believed
public record Settings(
        String host,
        int port,
        Map<Upstream, URI> upstreams,
        List<String> origins,
        long bodyLimit,
        long contactsBodyLimit,
        long importBodyLimit,
        long filesBodyLimit,
        int headerLimit,
        Duration connectTimeout,
        Duration timeout,
        Duration socketIdle,
        Duration headTime,
        int proxies) {
    private static final String IMPORT = "/v1/contacts:import";
    private static final Duration HEAD_TIME = Duration.ofSeconds(30);
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /// With no proxy in front, and files as large as those of an import.
    public Settings(
            String host,
            int port,
            Map<Upstream, URI> upstreams,
            List<String> origins,
            long bodyLimit,
            long contactsBodyLimit,
            long importBodyLimit,
            int headerLimit,
            Duration connectTimeout,
            Duration timeout,
            Duration socketIdle) {
        this(
                host,
                port,
                upstreams,
                origins,
                bodyLimit,
                contactsBodyLimit,
                importBodyLimit,
                importBodyLimit,
                headerLimit,
                connectTimeout,
                timeout,
                socketIdle,
                HEAD_TIME,
                0);
    }

    /// The largest body of a call to this path; null of one that cannot be read.
    long bodyLimit(Upstream upstream, @Nullable String path) {
        return switch (upstream) {
            case CONTACTS -> IMPORT.equals(path) ? importBodyLimit : contactsBodyLimit;
            case MEDIA -> filesBodyLimit;
            default -> bodyLimit;
        };
    }

    /// As the environment says. Missing variables take the defaults.
    static Settings of(Map<String, String> environment) {
        var variables = new Variables(environment);
        var upstreams = new HashMap<Upstream, URI>();
        for (Upstream upstream : Upstream.values()) {
            String variable = "KITH_ROUTE_" + upstream.name();
            upstreams.put(
                    upstream, URI.create(variables.text(variable, "http://127.0.0.1:" + upstream.standardPort())));
        }
        return new Settings(
                variables.text("KITH_GATEWAY_HOST", "127.0.0.1"),
                (int) variables.number("KITH_GATEWAY_PORT", 8080),
                upstreams,
                COMMA.splitAsStream(variables.text("KITH_CORS_ORIGINS", "http://localhost:*,http://127.0.0.1:*"))
                        .filter(o -> !o.isBlank())
                        .map(o -> o.strip().toLowerCase(Locale.ROOT))
                        .toList(),
                variables.number("KITH_GATEWAY_BODY_LIMIT", 1L << 20),
                variables.number("KITH_GATEWAY_CONTACTS_BODY_LIMIT", 4L << 20),
                variables.number("KITH_GATEWAY_IMPORT_BODY_LIMIT", 20L << 20),
                variables.number("KITH_GATEWAY_FILES_BODY_LIMIT", 256L << 20),
                (int) variables.number("KITH_GATEWAY_HEADER_LIMIT", 8L << 10),
                Duration.ofMillis(variables.number("KITH_GATEWAY_CONNECT_TIMEOUT_MS", 2_000)),
                Duration.ofMillis(variables.number("KITH_GATEWAY_TIMEOUT_MS", 30_000)),
                Duration.ofMillis(variables.number("KITH_GATEWAY_SOCKET_IDLE_MS", 90_000)),
                Duration.ofMillis(variables.number("KITH_GATEWAY_HEAD_MS", HEAD_TIME.toMillis())),
                (int) variables.number("KITH_GATEWAY_PROXIES", 0));
    }

    private record Variables(Map<String, String> environment) {
        String text(String name, String otherwise) {
            return environment.getOrDefault(name, otherwise);
        }

        long number(String name, long otherwise) {
            String text = text(name, String.valueOf(otherwise));
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " must be a number, not " + text, e);
            }
        }
    }
}
