package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.PresenceOf;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresencePaceTest {
    private final PresencePace pace = new PresencePace();

    @Test
    void tellsTheFirstNewsAtOnce() {
        assertThat(pace.hear(online("alice"))).contains(online("alice"));
    }

    @Test
    void tellsNothingWhileItRests() {
        pace.hear(online("alice"));

        assertThat(pace.hear(online("bob"))).isEmpty();
        assertThat(pace.hear(online("carol"))).isEmpty();
    }

    @Test
    void tellsOfEachTheLatestOnceItHasRested() {
        pace.hear(online("alice"));
        pace.hear(online("bob"));
        pace.hear(online("carol"));
        pace.hear(offline("bob"));

        var frame = pace.rested().orElseThrow();

        assertThat(frame.getAddress()).isEqualTo("carol");
        assertThat(frame.getAlsoList()).isEqualTo(List.of(offline("bob")));
    }

    @Test
    void restsAfterEachFrame() {
        pace.hear(online("alice"));
        pace.hear(online("bob"));
        pace.rested();

        assertThat(pace.hear(online("carol"))).isEmpty();
        assertThat(pace.rested()).contains(online("carol"));
    }

    @Test
    void tellsAtOnceAgainAfterARestWithoutNews() {
        pace.hear(online("alice"));

        assertThat(pace.rested()).isEmpty();
        assertThat(pace.hear(offline("alice"))).contains(offline("alice"));
    }

    @Test
    void holdsNoMoreThanADeviceCanWatch() {
        pace.hear(online("alice"));
        for (int i = 0; i <= PresencePace.MOST_WAITING; i++) {
            pace.hear(online("user-" + i));
        }

        var frame = pace.rested().orElseThrow();

        assertThat(frame.getAddress()).isEqualTo("user-1");
        assertThat(frame.getAlsoCount()).isEqualTo(PresencePace.MOST_WAITING - 1);
    }

    private static PresenceOf online(String address) {
        return PresenceOf.newBuilder().setAddress(address).setOnline(true).build();
    }

    private static PresenceOf offline(String address) {
        return PresenceOf.newBuilder().setAddress(address).setOnline(false).build();
    }
}
