package dev.kith.local.stack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One process of the stack, in the order in which they start; they stop in the reverse order.
public enum Part {
    POSTGRES("postgres", 15432),
    KAFKA("kafka", 19092),
    REDIS("redis", 16379),
    AUTH("auth", 8081),
    PROFILE("profile", 8082),
    CONTACTS("contacts", 8083),
    MESSAGING("messaging", 8084),
    PRESENCE("presence", 8085),
    MEDIA("media", 8086),
    GATEWAY("gateway", 8080);

    /// What keeps data: it is up before a service starts, and goes down after the last service.
    public static final Set<Part> STORES = Set.copyOf(EnumSet.of(POSTGRES, KAFKA, REDIS));

    /// The services of Kith, each with a database and a role of its own name.
    public static final List<Part> SERVICES = List.of(AUTH, PROFILE, CONTACTS, MESSAGING, PRESENCE, MEDIA);

    private final String label;
    private final int standardPort;

    Part(String label, int standardPort) {
        this.label = label;
        this.standardPort = standardPort;
    }

    /// The short name that people type and logs carry.
    public String label() {
        return label;
    }

    /// The port on the loopback interface unless another is asked for.
    public int standardPort() {
        return standardPort;
    }

    public boolean isService() {
        return SERVICES.contains(this);
    }

    /// The folder of this service in the repository.
    public String folder() {
        return this == CONTACTS ? "contact-sync-service" : label + "-service";
    }

    /// What must be ready before this part may start.
    public Set<Part> needs() {
        return isService() ? STORES : Set.of();
    }

    public static Optional<Part> labelled(String label) {
        return Arrays.stream(values())
                .filter(p ->
                        p.label.equals(label) || (p.isService() && p.folder().equals(label)))
                .findFirst();
    }

    /// All short names, for messages.
    public static String labels() {
        return Arrays.stream(values()).map(Part::label).collect(Collectors.joining(", "));
    }
}
