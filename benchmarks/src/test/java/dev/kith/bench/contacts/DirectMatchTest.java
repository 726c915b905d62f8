package dev.kith.bench.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.bench.outcome.BenchFailure;
import org.junit.jupiter.api.Test;

class DirectMatchTest {
    @Test
    void takesTheSettingsOfTheService() {
        assertThat(DirectMatch.serviceSettings()).containsEntry("plan_cache_mode", "force_generic_plan");
    }

    @Test
    void takesTheSecretOfTheLocalStackUnlessAnotherIsGiven() {
        assertThat(DigestSecret.of("")).startsWith("development-only-").doesNotContain(":");
        assertThat(DigestSecret.of("v2:something else")).isEqualTo("something else");
        assertThatThrownBy(() -> DigestSecret.of("unversioned")).isInstanceOf(BenchFailure.class);
    }
}
