package dev.kith.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.device.Load;
import dev.kith.bench.messages.FaultyServer.Fault;
import dev.kith.bench.messages.MeasureMessages.Outcome;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole runs against a server that breaks one promise on purpose: 600 messages, one of them goes wrong.
class MeasureMessagesTest {
    private static Outcome run(Fault fault) throws Exception {
        // A fault may be that something never comes, which is waited for to the end.
        var drain = Duration.ofSeconds(fault == Fault.NONE ? 20 : 3);
        var plan = new Plan(
                3, true, new Load(600, Duration.ofSeconds(1), Duration.ZERO, 100, Duration.ofMillis(50), drain));
        try (var server = new FaultyServer(fault);
                var gateway = new Gateway(server.uri())) {
            return new MeasureMessages(gateway, plan, new Progress(new PrintStream(OutputStream.nullOutputStream())))
                    .measure("root");
        }
    }

    @Test
    void findsNothingWrongWithAServerThatKeepsItsPromises() throws Exception {
        var outcome = run(Fault.NONE);

        assertThat(outcome.verdict()).isEqualTo(new Verdict(600, 600, 0, 0, 600, 0, 0, 0, 0, 0, 0));
        assertThat(MessagesCommand.exitCode(outcome)).isEqualTo(ExitCode.OK);
        assertThat(outcome.traffic().receiptLatency().getTotalCount()).isEqualTo(600);
        assertThat(outcome.sendSeconds()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({
        // fault, received, lost, never pushed, duplicated, reordered, damaged, phantom, gaps, exit code
        "LOSE,                599, 1, 0, 0, 0, 0, 0, 0, BROKEN",
        "PUSH_TWICE,          600, 0, 0, 1, 0, 0, 0, 0, BROKEN",
        "PUSH_WITHOUT_STORE,  600, 1, 0, 0, 0, 0, 0, 0, BROKEN",
        "REFUSE,              599, 0, 0, 0, 0, 0, 0, 0, INCOMPLETE",
        "REFUSE_AND_STORE,    600, 0, 0, 0, 0, 0, 1, 0, BROKEN",
        "NO_ANSWER,           600, 0, 0, 0, 0, 0, 0, 0, INCOMPLETE",
        // The gap is seen with the next push, and a sync fetches what is missing.
        "STORE_WITHOUT_PUSH,  600, 0, 0, 0, 1, 0, 0, 1, BROKEN",
    })
    void seesWhatTheServerDoesWrong(
            Fault fault,
            long received,
            long lost,
            long late,
            long duplicated,
            long reordered,
            long damaged,
            long phantom,
            long gaps,
            ExitCode exitCode)
            throws Exception {
        var outcome = run(fault);

        var verdict = outcome.verdict();
        assertThat(verdict.sent()).isEqualTo(600);
        assertThat(verdict.received()).isEqualTo(received);
        assertThat(verdict.lost()).isEqualTo(lost);
        assertThat(verdict.late()).isEqualTo(late);
        assertThat(verdict.duplicated()).isEqualTo(duplicated);
        assertThat(verdict.reordered()).isEqualTo(reordered);
        assertThat(verdict.damaged()).isEqualTo(damaged);
        assertThat(verdict.phantom()).isEqualTo(phantom);
        assertThat(outcome.traffic().gaps.sum()).isEqualTo(gaps);
        assertThat(MessagesCommand.exitCode(outcome)).isEqualTo(exitCode);
    }

    @Test
    void seesAMessageThatComesAfterTheNextOne() throws Exception {
        var verdict = run(Fault.PUSH_AFTER_THE_NEXT).verdict();

        assertThat(verdict.reordered()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
    }

    @Test
    void seesAHarmedMessage() throws Exception {
        var verdict = run(Fault.HARM).verdict();

        assertThat(verdict.damaged()).isPositive();
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void checksTheInboxOfAClosedSocketOnANewOne() throws Exception {
        var outcome = run(Fault.CLOSE_SOCKET);

        assertThat(outcome.verdict().lost()).isZero();
        assertThat(outcome.verdict().unanswered()).isPositive();
        assertThat(outcome.traffic().dropped.sum()).isEqualTo(1);
        assertThat(outcome.traffic().firstTrouble()).contains("4408");
        assertThat(MessagesCommand.exitCode(outcome)).isEqualTo(ExitCode.INCOMPLETE);
    }
}
