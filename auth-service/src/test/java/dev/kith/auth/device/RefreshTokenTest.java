package dev.kith.auth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.auth.secret.SecretsFixture;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private static final String DID = "abcdefghijklmnop";

    private final RefreshToken.Mint mint = new RefreshToken.Mint(SecretsFixture.of("one master secret"));

    @Test
    void isReadBackFromItsText() {
        var token = mint.make(DID);

        assertThat(mint.read(mint.text(token))).contains(token);
    }

    @Test
    void isNeverTheSameTwice() {
        assertThat(mint.make(DID)).isNotEqualTo(mint.make(DID));
    }

    @Test
    void isNotReadWhenAnotherMintMadeItOrSomebodyChangedIt() {
        var text = mint.text(mint.make(DID));
        var other = new RefreshToken.Mint(SecretsFixture.of("another master secret"));

        assertThat(other.read(text)).isEmpty();
        assertThat(mint.read("b" + text.substring(1))).isEmpty();
        assertThat(mint.read(text + "a")).isEmpty();
        assertThat(mint.read(text.substring(1))).isEmpty();
        assertThat(mint.read("")).isEmpty();
    }

    @Test
    void doesNotShowItsSecret() {
        var token = mint.make(DID);

        assertThat(token.toString()).doesNotContain(token.secret());
    }
}
