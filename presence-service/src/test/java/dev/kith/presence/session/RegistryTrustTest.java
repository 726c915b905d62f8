package dev.kith.presence.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryTrustTest {
    private static final Duration REGISTRATION = Duration.ofSeconds(35);

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final InstantSource time = () -> now;
    private final RegistryTrust trust = new RegistryTrust(clock(), REGISTRATION);

    @Test
    void believesARegistryOlderThanARegistration() {
        assertThat(trust.isEvidence(Optional.of(now.minus(REGISTRATION)))).isTrue();
    }

    @Test
    void doesNotBelieveOneThatWasEmptiedAMomentAgo() {
        assertThat(trust.isEvidence(Optional.of(now.minus(REGISTRATION).plusMillis(1))))
                .isFalse();
    }

    @Test
    void believesAnEmptyOneOnceItStayedEmptyForThatLong() {
        assertThat(trust.isEvidence(Optional.empty())).isFalse();

        now = now.plus(REGISTRATION);

        assertThat(trust.isEvidence(Optional.empty())).isTrue();
    }

    @Test
    void countsAnewWhenItIsEmptiedAgain() {
        trust.isEvidence(Optional.empty());
        trust.isEvidence(Optional.of(now));
        now = now.plus(REGISTRATION);

        assertThat(trust.isEvidence(Optional.empty())).isFalse();
    }

    @Test
    void doesNotBelieveOneThatCouldNotBeWrittenForAWhile() {
        var born = Optional.of(now.minus(Duration.ofDays(1)));
        trust.unreadable();
        now = now.plus(REGISTRATION).minusMillis(1);

        assertThat(trust.isEvidence(born)).isFalse();

        now = now.plusMillis(1);
        assertThat(trust.isEvidence(born)).isTrue();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
    }
}
