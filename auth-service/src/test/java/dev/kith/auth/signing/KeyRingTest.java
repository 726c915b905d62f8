package dev.kith.auth.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.auth.secret.Sealing;
import dev.kith.auth.secret.SecretsFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");

    private final Sealing sealing = new Sealing(SecretsFixture.of("master"), "signing keys");

    @Test
    void signsWithTheNewestKeyThatEverybodyHasSeen() {
        var old = key("old", Duration.ofDays(90));
        var newer = key("newer", Duration.ofMinutes(3));
        var fresh = key("fresh", Duration.ofMinutes(2));

        assertThat(new KeyRing(List.of(old, newer, fresh)).signer(NOW)).isEqualTo(newer);
    }

    @Test
    void signsWithItsOnlyKeyAtOnce() {
        var first = key("first", Duration.ZERO);

        assertThat(new KeyRing(List.of(first)).signer(NOW)).isEqualTo(first);
    }

    @Test
    void publishesThePublicHalvesOfAllKeys() throws Exception {
        var ring = new KeyRing(List.of(key("one", Duration.ofDays(1)), key("two", Duration.ZERO)));

        var set = new JsonWebKeySet(ring.published());

        assertThat(set.getJsonWebKeys()).extracting(k -> k.getKeyId()).containsExactly("one", "two");
        assertThat(set.getJsonWebKeys()).extracting(k -> k.getAlgorithm()).containsOnly("ES256");
        assertThat(ring.published()).doesNotContain("\"d\"");
        assertThat(ring.toString()).doesNotContain("PrivateKey");
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of()));
    }

    private KeyRing.Key key(String kid, Duration age) {
        return SealedKey.generate(kid, sealing).open(sealing, NOW.minus(age));
    }
}
