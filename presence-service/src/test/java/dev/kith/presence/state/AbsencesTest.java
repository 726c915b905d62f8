package dev.kith.presence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.presence.Promised;
import dev.kith.presence.TurnedClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbsencesTest {
    private static final long ALICE = 1;
    private static final StateConfiguration AS_SHIPPED = Promised.state();
    private static final Duration DELAY = AS_SHIPPED.offlineDelay();

    private final TurnedClock clock = new TurnedClock();
    private final Absences absences = new Absences(clock, AS_SHIPPED);

    @Test
    void letsOneWhoLeftHaveTheWholeDelay() {
        var left = clock.instant();
        absences.begin(ALICE, left);

        clock.turn(DELAY.minusMillis(1));
        assertThat(absences.due(10)).isEmpty();

        clock.turn(Duration.ofMillis(1));
        assertThat(absences.due(10)).isEqualTo(Map.of(ALICE, left));
    }

    @Test
    void countsFromTheFirstTimeThatItIsSaid() {
        absences.begin(ALICE, clock.instant());
        clock.turn(DELAY);
        absences.begin(ALICE, clock.instant());

        assertThat(absences.due(10)).containsKey(ALICE);
    }

    @Test
    void forgetsOneWhoCameBack() {
        absences.begin(ALICE, clock.instant());
        absences.end(ALICE);
        clock.turn(DELAY);

        assertThat(absences.due(10)).isEmpty();
    }

    @Test
    void believesAGoodbye() {
        var left = clock.instant();
        absences.begin(ALICE, left);
        absences.hasten(ALICE);

        clock.turn(AS_SHIPPED.goodbyeDelay());

        assertThat(absences.due(10)).isEqualTo(Map.of(ALICE, left));
    }

    @Test
    void makesNobodyAbsentByAGoodbyeAlone() {
        absences.hasten(ALICE);
        clock.turn(DELAY);

        assertThat(absences.due(10)).isEmpty();
    }

    @Test
    void prolongsNoAbsenceByAGoodbye() {
        absences.begin(ALICE, clock.instant());
        clock.turn(DELAY.minusMillis(1));
        absences.hasten(ALICE);
        clock.turn(Duration.ofMillis(1));

        assertThat(absences.due(10)).containsKey(ALICE);
    }

    @Test
    void countsASilentDeathFromTheLastHeartbeat() {
        var heartbeat = clock.instant();
        clock.turn(DELAY);

        absences.beginSilent(ALICE, heartbeat);

        assertThat(absences.due(10)).isEqualTo(Map.of(ALICE, heartbeat));
    }
}
