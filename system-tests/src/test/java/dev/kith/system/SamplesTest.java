package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Random random = new Random(1);

    @Test
    void seesATenthMoreThroughNoiseThatIsAsLarge() {
        assertThatThrownBy(() -> samples(1.1).assertAlike("a")).isInstanceOf(AssertionError.class);
    }

    @Test
    void takesOneKindForOne() {
        assertThatCode(() -> samples(1).assertAlike("a")).doesNotThrowAnyException();
    }

    private Samples<String> samples(double factor) {
        var samples = new Samples<String>();
        for (int round = -3; round < 60; round++) {
            samples.add(round, "a", time(1));
            samples.add(round, "b", time(factor));
        }
        return samples;
    }

    /// Around 3 ms, with now and then a pause of the machine.
    private long time(double factor) {
        double pause = random.nextInt(10) == 0 ? 20_000_000 : 0;
        return (long) (3_000_000 * factor * (1 + 0.1 * Math.abs(random.nextGaussian())) + pause);
    }
}
