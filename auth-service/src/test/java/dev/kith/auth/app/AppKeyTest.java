package dev.kith.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {
    @Test
    void isReadBackFromItsText() {
        var key = AppKey.generate();

        assertThat(AppKey.parse(key.text())).contains(key);
        assertThat(key.app()).matches("app_[a-z2-7]{12}");
        assertThat(key.hash()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "kith_", "kith_app_abcdefghijkl_", "kith_app_abcdefghijkl_short", "development-only-root-key"
            })
    void isNothingElse(String text) {
        assertThat(AppKey.parse(text)).isEmpty();
    }

    @Test
    void doesNotShowItsSecret() {
        var key = AppKey.generate();

        assertThat(key.toString()).doesNotContain(key.secret());
    }
}
