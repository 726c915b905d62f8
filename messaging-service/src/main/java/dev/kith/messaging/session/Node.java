package dev.kith.messaging.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// This process among its equals. A restarted one is another: nobody finds sessions of its past there.
@ApplicationScoped
public class Node {
    private final String id = UUID.randomUUID().toString().substring(0, 8);

    public String id() {
        return id;
    }
}
