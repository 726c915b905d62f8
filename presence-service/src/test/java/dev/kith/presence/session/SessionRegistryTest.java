package dev.kith.presence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kit.event.Outage;
import dev.kith.presence.MuteRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRegistryTest {
    private static final RegistryConfiguration CONFIGURATION = new RegistryConfiguration() {
        @Override
        public Duration registration() {
            return Duration.ofSeconds(35);
        }

        @Override
        public Duration silence() {
            return Duration.ofSeconds(25);
        }

        @Override
        public Duration proof() {
            return Duration.ofSeconds(20);
        }
    };

    @Test
    void takesAServerThatAcceptsAndSaysNothingForAnOutage() throws Exception {
        try (var mute = new MuteRedis()) {
            var registry = new SessionRegistry(mute.client(), Clock.systemUTC(), CONFIGURATION);

            assertThat(MuteRedis.failure(registry.read(List.of(1L)))).matches(Outage::isOne);
            assertThat(MuteRedis.failure(registry.everyone().collect().asList()))
                    .matches(Outage::isOne);
        }
    }
}
