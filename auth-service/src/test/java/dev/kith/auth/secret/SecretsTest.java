package dev.kith.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.StartupEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @Test
    void doNotStartMissingOrShort() {
        refuses("production", null, LONG, "KITH_ROOT_KEY is not set");
        refuses("production", LONG, null, "KITH_AUTH_SECRET is not set");
        refuses("production", "short", LONG, "KITH_ROOT_KEY is too short");
        refuses("production", LONG, "short", "KITH_AUTH_SECRET is too short");
        refuses("dev", null, "short", "KITH_ROOT_KEY is not set");
    }

    @Test
    void startShortOnADevelopersMachineOnly() {
        assertThatCode(() -> secrets("dev", "short", "short").check(new StartupEvent()))
                .doesNotThrowAnyException();
        assertThatCode(() -> secrets("production", LONG, LONG).check(new StartupEvent()))
                .doesNotThrowAnyException();
    }

    @Test
    void knowTheRootKey() {
        var secrets = secrets("production", LONG, LONG);

        assertThat(secrets.isRootKey(LONG)).isTrue();
        assertThat(secrets.isRootKey(LONG + "0")).isFalse();
        assertThat(secrets.isRootKey("")).isFalse();
    }

    @Test
    void giveEachPurposeItsOwnKeyAlwaysTheSame() {
        var one = secrets("production", LONG, LONG);
        var sameAgain = secrets("production", LONG, LONG);
        var other = secrets("production", LONG, LONG + "0");

        assertThat(one.keyFor("a", "AES").getEncoded()).hasSize(32);
        assertThat(one.keyFor("a", "AES")).isEqualTo(sameAgain.keyFor("a", "AES"));
        assertThat(one.keyFor("a", "AES")).isNotEqualTo(one.keyFor("b", "AES"));
        assertThat(one.keyFor("a", "AES")).isNotEqualTo(other.keyFor("a", "AES"));
    }

    private static void refuses(String environment, @Nullable String root, @Nullable String master, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets(environment, root, master).check(new StartupEvent()))
                .withMessageContaining(reason);
    }

    static Secrets secrets(String environment, @Nullable String root, @Nullable String master) {
        return new Secrets(
                new Config(Optional.ofNullable(root), Optional.ofNullable(master)), new Environment(environment));
    }

    private record Config(Optional<String> rootKey, Optional<String> master) implements SecretsConfig {}
}
