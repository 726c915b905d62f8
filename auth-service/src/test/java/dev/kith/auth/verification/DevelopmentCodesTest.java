package dev.kith.auth.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.auth.secret.EnvironmentFixture;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DevelopmentCodesTest {
    private final DevelopmentCodes codes = new DevelopmentCodes();

    @Test
    void keepsTheLastCodeOfANumber() {
        send("+491", "111111");

        send("+491", "222222");

        assertThat(codes.lastFor("+491").orElseThrow().code()).isEqualTo("222222");
        assertThat(codes.lastFor("+492")).isEmpty();
    }

    @Test
    void forgetsTheOldestBeyondAThousand() {
        send("+49first", "111111");
        send("+49second", "111111");
        send("+49first", "222222");

        for (int i = 0; i < 999; i++) {
            send("+49" + i, "333333");
        }

        assertThat(codes.lastFor("+49first")).isPresent();
        assertThat(codes.lastFor("+49second")).isEmpty();
    }

    @Test
    void areNotThereInProduction() {
        send("+491", "111111");
        var resource = new DevelopmentCodesResource(codes, EnvironmentFixture.of("production"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> resource.last("+491"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private void send(String phone, String code) {
        codes.send(new OneTimeCode("app_a", phone, code, Duration.ofMinutes(10)))
                .await()
                .indefinitely();
    }
}
