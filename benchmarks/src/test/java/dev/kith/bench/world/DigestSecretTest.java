package dev.kith.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.bench.outcome.BenchFailure;
import org.junit.jupiter.api.Test;

class DigestSecretTest {
    @Test
    void takesTheSecretOfTheLocalStackUnlessAnotherIsGiven() {
        assertThat(DigestSecret.of("")).startsWith("development-only-").doesNotContain(":");
        assertThat(DigestSecret.of("v2:something else")).isEqualTo("something else");
        assertThatThrownBy(() -> DigestSecret.of("unversioned")).isInstanceOf(BenchFailure.class);
    }
}
