package dev.kith.presence;

import dev.kith.presence.budget.BudgetConfiguration;
import dev.kith.presence.session.RegistryConfiguration;
import dev.kith.presence.state.StateConfiguration;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/// The configuration as it is where nobody set anything.
public final class Promised {
    private static final int PRIORITY = 200;

    private Promised() {}

    public static StateConfiguration state() {
        return defaultsOf(StateConfiguration.class);
    }

    public static RegistryConfiguration registry() {
        return defaultsOf(RegistryConfiguration.class);
    }

    public static BudgetConfiguration budget() {
        return defaultsOf(BudgetConfiguration.class);
    }

    private static <T> T defaultsOf(Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, PRIORITY, new DurationConverter())
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
