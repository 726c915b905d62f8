package dev.kith.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Value;
import dev.kith.contracts.socket.ProfileChanged;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private final Audience audience = new Audience("carol", "new", 2);

    @Test
    void isCompleteWhenEachSocketHasHeardTheNewValue() {
        audience.heard(0, change("carol", "new"), 5);
        assertThat(audience.lost()).isEqualTo(1);

        audience.heard(1, change("carol", "new"), 9);

        assertThat(audience.isComplete()).isTrue();
        assertThat(audience.lastNanos()).isEqualTo(9);
        assertThat(audience.frames()).isEqualTo(2);
    }

    @Test
    void countsWhatIsToldAgainAndWhatIsWrong() {
        audience.heard(0, change("carol", "new"), 5);
        audience.heard(0, change("carol", "new"), 6);
        audience.heard(1, change("carol", "old"), 7);
        audience.heard(1, change("somebody else", "new"), 8);

        assertThat(audience.frames()).isEqualTo(3);
        assertThat(audience.wrong()).isEqualTo(1);
        assertThat(audience.lost()).isEqualTo(1);
        assertThat(audience.lastNanos()).isEqualTo(5);
    }

    private static ProfileChanged change(String address, String status) {
        return ProfileChanged.newBuilder()
                .setAddress(address)
                .putFields("status", Value.newBuilder().setStringValue(status).build())
                .build();
    }
}
