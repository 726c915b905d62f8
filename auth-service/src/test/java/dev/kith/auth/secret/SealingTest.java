package dev.kith.auth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SealingTest {
    private static final String MASTER = "0123456789abcdef0123456789abcdef";
    private static final byte[] TEXT = "text".getBytes(UTF_8);

    private final Sealing sealing = sealing(MASTER, "purpose");

    @Test
    void opensWhatItSealed() {
        assertThat(sealing.open(sealing.seal(TEXT, "row"), "row")).isEqualTo(TEXT);
    }

    @Test
    void sealsTheSameTextNeverAlike() {
        assertThat(sealing.seal(TEXT, "row")).isNotEqualTo(sealing.seal(TEXT, "row"));
    }

    @Test
    void doesNotOpenWhatWasMovedOrChangedOrIsOfAnotherSecret() {
        var sealed = sealing.seal(TEXT, "row");
        var changed = sealed.clone();
        changed[sealed.length - 1] ^= 1;

        refuses(sealing, sealed, "other row");
        refuses(sealing, changed, "row");
        refuses(sealing(MASTER, "other purpose"), sealed, "row");
        refuses(sealing(MASTER + "0", "purpose"), sealed, "row");
    }

    private static void refuses(Sealing sealing, byte[] sealed, String row) {
        assertThatIllegalStateException()
                .isThrownBy(() -> sealing.open(sealed, row))
                .withMessageContaining("KITH_AUTH_SECRET");
    }

    private static Sealing sealing(String master, String purpose) {
        return new Sealing(SecretsTest.secrets("production", "root", master), purpose);
    }
}
