package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kit.caller.Caller;
import dev.kith.messaging.socket.Tokens.Token;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownTokensTest {
    private static final Instant ISSUED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant EXPIRES = ISSUED.plusSeconds(900);
    private static final Token TOKEN =
            new Token(new Caller(42, "app", "phone", "head.claims.signature"), ISSUED, EXPIRES);

    private final KnownTokens known = new KnownTokens();

    @Test
    void saysOfAVerifiedTokenWhatItSaidBefore() {
        known.remember("head.claims.signature", TOKEN);

        assertThat(known.find("head.claims.signature", ISSUED)).contains(TOKEN);
    }

    @Test
    void knowsNothingOfATokenThatDiffersInItsSignatureAlone() {
        known.remember("head.claims.signature", TOKEN);

        assertThat(known.find("head.claims.signaturf", ISSUED)).isEmpty();
    }

    @Test
    void knowsNoTokenFromTheMomentOnAtWhichItExpires() {
        known.remember("head.claims.signature", TOKEN);

        assertThat(known.find("head.claims.signature", EXPIRES.minusMillis(1))).isPresent();
        assertThat(known.find("head.claims.signature", EXPIRES)).isEmpty();
    }
}
