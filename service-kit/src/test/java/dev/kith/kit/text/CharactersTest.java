package dev.kith.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {
    @Test
    void areWholeUnlessHalfOfAPairStandsAlone() {
        assertThat(Characters.areWhole("")).isTrue();
        assertThat(Characters.areWhole("a\ud83d\udc4b")).isTrue();
        assertThat(Characters.areWhole("a\ud83d")).isFalse();
        assertThat(Characters.areWhole("\udc4ba")).isFalse();
        assertThat(Characters.areWhole("\udc4b\ud83d")).isFalse();
    }
}
