package dev.kith.presence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.presence.TurnedClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryTrustTest {
    private static final Duration PROOF = Duration.ofSeconds(20);

    private final TurnedClock clock = new TurnedClock();
    private final RegistryTrust trust = new RegistryTrust(clock, PROOF);

    @Test
    void believesARegistryThatHadTimeToBeWrittenAnew() {
        assertThat(trust.isEvidence(Optional.of(clock.instant().minus(PROOF)))).isTrue();
    }

    @Test
    void doesNotBelieveOneThatWasEmptiedAMomentAgo() {
        assertThat(trust.isEvidence(Optional.of(clock.instant().minus(PROOF).plusMillis(1))))
                .isFalse();
    }

    @Test
    void believesAnEmptyOneOnceItStayedEmptyForThatLong() {
        assertThat(trust.isEvidence(Optional.empty())).isFalse();

        clock.turn(PROOF);

        assertThat(trust.isEvidence(Optional.empty())).isTrue();
    }

    @Test
    void countsAnewWhenItIsEmptiedAgain() {
        trust.isEvidence(Optional.empty());
        trust.isEvidence(Optional.of(clock.instant()));
        clock.turn(PROOF);

        assertThat(trust.isEvidence(Optional.empty())).isFalse();
    }

    @Test
    void doesNotBelieveOneThatCouldNotBeWrittenForAWhile() {
        var born = Optional.of(clock.instant().minus(Duration.ofDays(1)));
        trust.unreadable();
        clock.turn(PROOF.minusMillis(1));

        assertThat(trust.isEvidence(born)).isFalse();

        clock.turn(Duration.ofMillis(1));
        assertThat(trust.isEvidence(born)).isTrue();
    }
}
