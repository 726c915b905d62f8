package dev.kith.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Outcome UNDISTURBED = outcome(Map.of("holder 1 is told", 1, "holder 2 is told", 1));

    @Test
    void isNoDifferentFromItsLike() {
        assertThat(outcome(Map.of("holder 2 is told", 1, "holder 1 is told", 1)).differencesFrom(UNDISTURBED))
                .isEmpty();
    }

    @Test
    void saysWhatIsLostDoubledAndThereForNoReason() {
        var disturbed = outcome(Map.of("holder 2 is told", 2, "holder 3 is told", 1));

        assertThat(disturbed.differencesFrom(UNDISTURBED))
                .containsExactly(
                        "holder 1 is told: 0 times, should be 1",
                        "holder 2 is told: 2 times, should be 1",
                        "holder 3 is told: 1 times, should be 0");
    }

    private static Outcome outcome(Map<String, Integer> lines) {
        return new Outcome(new TreeMap<>(lines));
    }
}
