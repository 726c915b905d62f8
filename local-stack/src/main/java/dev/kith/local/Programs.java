package dev.kith.local;

import dev.kith.local.gateway.GatewayServer;
import dev.kith.local.kafka.KafkaServer;
import dev.kith.local.postgres.PostgresServer;
import dev.kith.local.redis.RedisServer;
import dev.kith.local.service.QuarkusService;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Program;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Which program runs as which part.
public final class Programs {
    private Programs() {}

    /// The programs of these parts, in the order of starting.
    ///
    /// @param environment what the services take as `KITH_ENVIRONMENT`
    /// @param variables more environment variables, for the services and the gateway
    public static List<Program> of(
            Layout layout,
            Ports ports,
            Collection<Part> parts,
            String environment,
            Map<Part, Map<String, String>> variables) {
        return parts.stream()
                .sorted()
                .map(part -> of(layout, ports, part, environment, variables.getOrDefault(part, Map.of())))
                .toList();
    }

    private static Program of(
            Layout layout, Ports ports, Part part, String environment, Map<String, String> variables) {
        return switch (part) {
            case POSTGRES -> new PostgresServer(layout, ports);
            case KAFKA -> new KafkaServer(layout, ports);
            case REDIS -> new RedisServer(layout, ports);
            case GATEWAY -> new GatewayServer(layout, ports, variables);
            case AUTH, PROFILE, CONTACTS, MESSAGING, PRESENCE, MEDIA ->
                new QuarkusService(layout, part, ports, environment, variables);
        };
    }
}
