package dev.kith.presence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.presence.Promised;
import dev.kith.presence.session.RegistryConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the figures as shipped come to: each is documented by itself, and a promise is the sum of several.
class PromisesTest {
    private static final Duration PROMISED = Duration.ofSeconds(35);
    /// messaging-service's, between two heartbeats of a session.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /// In which all the devices of a node are back that stopped or broke down.
    private static final Duration STORM = Duration.ofSeconds(20);

    private final StateConfiguration state = Promised.state();
    private final RegistryConfiguration registry = Promised.registry();

    @Test
    void knowsASilentDeathInTime() {
        var found = registry.silence().plus(state.sweep());

        assertThat(found.plus(state.absenceCheck())).isLessThanOrEqualTo(PROMISED);
        // The delay has passed by then, since it runs from the last heartbeat.
        assertThat(state.offlineDelay()).isLessThanOrEqualTo(registry.silence());
    }

    @Test
    void isRightAgainInTimeAfterAFlush() {
        var proven = HEARTBEAT.plus(registry.proof());
        var absent = state.sweep().plus(state.offlineDelay());

        assertThat(proven.plus(state.absenceCheck())).isLessThanOrEqualTo(PROMISED);
        assertThat(absent.plus(state.absenceCheck())).isLessThanOrEqualTo(PROMISED);
        // Nobody is missing for want of a heartbeat, though one was lost.
        assertThat(registry.proof()).isGreaterThanOrEqualTo(HEARTBEAT.multipliedBy(2));
    }

    @Test
    void outlastsAStorm() {
        assertThat(state.offlineDelay()).isGreaterThanOrEqualTo(STORM);
        // A node that was killed renews nobody from then on; the last heartbeat may be as old as two are apart.
        assertThat(registry.silence().minus(HEARTBEAT)).isGreaterThanOrEqualTo(STORM);
    }
}
