package dev.kith.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void areCountedEachByItself() {
        var reasons = new Reasons();
        reasons.add("4409 replaced");
        reasons.add("1013 try again later");
        reasons.add("4409 replaced");

        assertThat(reasons).hasToString("1 of 1013 try again later, 2 of 4409 replaced");
        assertThat(reasons.sum()).isEqualTo(3);
    }
}
