package dev.kith.kit.start;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses to start in production with a secret that stands in this repository.
@ApplicationScoped
class DevelopmentSecrets {
    static final String MARK = "development-only-";

    private final Config config;
    private final String environment;

    DevelopmentSecrets(Config config, @ConfigProperty(name = "kith.environment") String environment) {
        this.config = config;
        this.environment = environment;
    }

    void check(@Observes @Priority(1) StartupEvent started) {
        if (environment.equals("dev") || environment.equals("test")) {
            return;
        }
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(DevelopmentSecrets::isOurs)
                .filter(name -> config.getOptionalValue(name, String.class)
                        .filter(value -> value.contains(MARK))
                        .isPresent())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException(
                            name + " is a development secret; set a secret of your own, or KITH_ENVIRONMENT=dev");
                });
    }

    private static boolean isOurs(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("kith") || lower.startsWith("quarkus.datasource");
    }
}
