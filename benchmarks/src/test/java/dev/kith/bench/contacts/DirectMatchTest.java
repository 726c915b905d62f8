package dev.kith.bench.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectMatchTest {
    @Test
    void takesTheSettingsOfTheService() {
        assertThat(DirectMatch.serviceSettings()).containsEntry("plan_cache_mode", "force_generic_plan");
    }
}
