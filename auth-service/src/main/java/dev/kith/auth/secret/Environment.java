package dev.kith.auth.secret;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where this service runs.
@ApplicationScoped
public class Environment {
    private final String name;

    Environment(@ConfigProperty(name = "kith.environment") String name) {
        this.name = name;
    }

    /// Whether this is a developer's machine or a test. Anything unknown counts as production.
    public boolean isDevelopment() {
        return name.equals("dev") || name.equals("test");
    }
}
