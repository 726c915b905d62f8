package dev.kith.kit.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WhenStoppingTest {
    private final WhenStopping whenStopping = new WhenStopping();

    @Test
    void letsRoundsBeginUntilTheServiceStops() {
        assertThat(whenStopping.test(next())).isFalse();

        whenStopping.stop(new ShutdownEvent());

        assertThat(whenStopping.test(next())).isTrue();
    }

    private static ScheduledExecution next() {
        return new ScheduledExecution() {
            @Override
            public Trigger getTrigger() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant getFireTime() {
                return Instant.EPOCH;
            }

            @Override
            public Instant getScheduledFireTime() {
                return Instant.EPOCH;
            }
        };
    }
}
