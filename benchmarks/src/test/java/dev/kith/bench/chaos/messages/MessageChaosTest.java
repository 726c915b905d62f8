package dev.kith.bench.chaos.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.local.testing.LocalStack;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageChaosTest {
    private static final int USERS = 20;
    private static final int RATE = 100;

    @Test
    @Tag("slow")
    void keepsEveryPromiseInAShortRound() throws SQLException, InterruptedException {
        keepsEveryPromise(Fault.FEW);
    }

    @Test
    @Tag("slow")
    void keepsEveryPromiseWhateverBreaks() throws SQLException, InterruptedException {
        keepsEveryPromise(Fault.ALL);
    }

    private static void keepsEveryPromise(List<Fault> faults) throws SQLException, InterruptedException {
        try (var stack = LocalStack.throwAway();
                var gateway = new Gateway(stack.gatewayUrl())) {
            var findings = new MessageChaos(stack, gateway, USERS, RATE, true, new Progress(System.err)).round(faults);

            assertThat(findings.first()).isEmpty();
            assertThat(findings.kept()).isTrue();
            assertThat(findings.accepted()).isPositive().isEqualTo(findings.sent());
        }
    }
}
