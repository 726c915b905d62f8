package dev.kith.presence.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kit.event.Outage;
import dev.kith.presence.MuteRedis;
import dev.kith.presence.watch.GrantedLeases.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final WatchConfiguration CONFIGURATION = new WatchConfiguration() {
        @Override
        public Duration lease() {
            return Duration.ofMinutes(2);
        }

        @Override
        public int mostAddresses() {
            return 500;
        }

        @Override
        public int callsPerMinute() {
            return 60;
        }
    };

    @Test
    void givesUpOnAServerThatAcceptsAndSaysNothing() throws Exception {
        try (var mute = new MuteRedis()) {
            var leases = new Leases(mute.client(), new GrantedLeases(CONFIGURATION), Clock.systemUTC(), CONFIGURATION);
            var watcher = new Watcher(1, "phone");

            assertThat(MuteRedis.failure(leases.replace(watcher, Set.of(2L)))).matches(Outage::isOne);
            assertThat(MuteRedis.failure(leases.write(watcher, new Lease(Set.of(2L), 0))))
                    .matches(Outage::isOne);
            assertThat(MuteRedis.failure(leases.watchers(List.of(2L)))).matches(Outage::isOne);
            assertThat(MuteRedis.failure(leases.forget(2))).matches(Outage::isOne);
        }
    }
}
