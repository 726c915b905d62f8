package dev.kith.presence.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchingTest {
    private final Watching watching = Watching.of(List.of("phone|1", "phone|2", "a|tablet|2", "a|tablet|3"));

    @Test
    void releasesWhatTheDeviceNamesNoMore() {
        assertThat(watching.releasedBy("phone", Set.of(2L, 9L))).containsExactly(1L);
        assertThat(watching.releasedBy("a|tablet", Set.of())).containsExactlyInAnyOrder(2L, 3L);
        assertThat(watching.releasedBy("new", Set.of())).isEmpty();
    }

    @Test
    void knowsWhatAnotherDeviceWatches() {
        assertThat(watching.isWatchedByOthers("phone", 2)).isTrue();
        assertThat(watching.isWatchedByOthers("phone", 1)).isFalse();
    }
}
