package dev.kith.bench.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeqTrackTest {
    private final SeqTrack track = new SeqTrack(10);

    @Test
    void followsADenseStream() {
        track.arrived(11);
        track.arrived(12);

        assertThat(track.complete()).isEqualTo(12);
        assertThat(track.hasGap()).isFalse();
        assertThat(track.gaps()).isZero();
    }

    @Test
    void staysBeforeAGapUntilASyncHasFilledIt() {
        track.arrived(11);
        track.arrived(14);
        track.arrived(15);
        assertThat(track.hasGap()).isTrue();
        assertThat(track.complete()).isEqualTo(11);

        track.synced(14);

        assertThat(track.complete()).isEqualTo(15);
        assertThat(track.gaps()).isEqualTo(1);
    }

    @Test
    void keepsASecondGapThatLiesBeyondTheSync() {
        track.arrived(13);
        track.arrived(20);

        track.synced(13);

        assertThat(track.complete()).isEqualTo(13);
        assertThat(track.hasGap()).isTrue();
    }

    @Test
    void takesARepeatedEntryForNothingNew() {
        track.arrived(11);
        track.arrived(11);
        track.arrived(5);

        assertThat(track.complete()).isEqualTo(11);
        assertThat(track.gaps()).isZero();
    }

    @Test
    void isBehindOnlyWhenAHeadWasToldBeforeAndHasNotComeSince() {
        assertThat(track.isBehind(12)).isFalse();
        track.arrived(11);
        assertThat(track.isBehind(12)).isTrue();
        track.arrived(12);
        assertThat(track.isBehind(15)).isFalse();
    }
}
