package dev.kith.bench.chaos.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageChaosTest {
    private static final int FEW_USERS = 12;
    private static final int LOW_RATE = 40;
    private static final Set<Part> WHAT_MESSAGES_NEED =
            EnumSet.complementOf(EnumSet.of(Part.PROFILE, Part.PRESENCE, Part.MEDIA));

    @Test
    void keepsEveryPromiseInAShortRound() throws SQLException, InterruptedException {
        keepsEveryPromise(WHAT_MESSAGES_NEED, Fault.FEW, FEW_USERS, LOW_RATE);
    }

    @Test
    @Tag("slow")
    void keepsEveryPromiseWhateverBreaks() throws SQLException, InterruptedException {
        keepsEveryPromise(EnumSet.allOf(Part.class), Fault.ALL, 20, 100);
    }

    private static void keepsEveryPromise(Set<Part> parts, List<Fault> faults, int users, int rate)
            throws SQLException, InterruptedException {
        try (var stack = LocalStack.throwAway(parts, LocalStack.Settings.USUAL);
                var gateway = new Gateway(stack.gatewayUrl())) {
            var findings = new MessageChaos(stack, gateway, users, rate, true, new Progress(System.err)).round(faults);

            assertThat(findings).matches(Findings::kept, "keeps every promise");
            assertThat(findings.accepted()).isPositive().isEqualTo(findings.sent());
        }
    }
}
