package dev.kith.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final RateLimit twoAnHour = new RateLimit("codes for this number", 2, Duration.ofHours(1));

    @Test
    void refusesTheCallAfterTheLastAndSaysHowLongToWait() {
        twoAnHour.take("alice");
        twoAnHour.take("alice");

        var refusal = catchThrowableOfType(ProblemException.class, () -> twoAnHour.take("alice"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY);
        assertThat(refusal.retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
    }

    @Test
    void countsEachCallerAlone() {
        twoAnHour.take("alice");
        twoAnHour.take("alice");

        assertThatCode(() -> twoAnHour.take("bob")).doesNotThrowAnyException();
    }
}
