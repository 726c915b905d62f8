package dev.kith.bench.chaos;

import dev.kith.bench.chaos.messages.Fault;
import dev.kith.bench.chaos.messages.Findings;
import dev.kith.bench.chaos.messages.MessageChaos;
import dev.kith.bench.chaos.messages.MessageChaosReport;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.world.DigestSecret;
import dev.kith.local.stack.StackFailure;
import dev.kith.local.testing.LocalStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./kith chaos`.
@Command(
        name = "chaos",
        description =
                "Kills parts of a stack of its own in the middle of work; it has to end as if nothing had happened.",
        footer = {
            "",
            "contacts: contact-sync-service, profile-service, Kafka and PostgreSQL, each in the middle of many syncs"
                    + " at once and of the notices that a popular number has joined. Compared with an undisturbed run:"
                    + " books, entries, marks, relationships, notices, inboxes.",
            "messages: two nodes of messaging-service, Kafka, PostgreSQL, Redis and the gateway killed, a node asleep,"
                    + " Redis flushed, connections cut, all under load. What was accepted, what is stored and what every"
                    + " device showed have to agree.",
            "nodes: a second node of messaging-service leaves in order and comes back, under the same load; the same is"
                    + " compared, and no message may take longer than --pause from accepted to the screen.",
            "Exit code: 0 all well, 1 something was lost, doubled or different, 2 wrong option, 3 no stack."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    enum What {
        contacts,
        messages,
        nodes
    }

    @Parameters(paramLabel = "WHAT", description = "What is disturbed: ${COMPLETION-CANDIDATES}.")
    private What what = What.contacts;

    @Option(names = "--rounds", defaultValue = "1", description = "How often (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--users", defaultValue = "200", description = "messages: people, in pairs (${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--rate", defaultValue = "1000", description = "messages: a second, of all (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--pause",
            defaultValue = "3000",
            description = "nodes: milliseconds that a message may take (${DEFAULT-VALUE}).")
    private int pause;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = "messages: only these, in this order: ${COMPLETION-CANDIDATES}.")
    private List<Fault> faults = Fault.ALL;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws SQLException, InterruptedException {
        Bounds.check("--rounds", rounds, 1, 1_000);
        try {
            return switch (what) {
                case contacts -> contacts().number();
                case messages ->
                    messages("Everything killed in the middle of messages", faults, true)
                            .number();
                case nodes ->
                    messages("A node comes and goes", List.of(Fault.NODE_LEAVES_AND_COMES), false)
                            .number();
            };
        } catch (StackFailure failure) {
            throw new BenchFailure(ExitCode.NO_STACK, String.valueOf(failure.getMessage()), failure);
        }
    }

    private ExitCode messages(String title, List<Fault> faults, boolean spread)
            throws SQLException, InterruptedException {
        Bounds.check("--users", users, 2, 1_000);
        Bounds.check("--rate", rate, 1, 10_000);
        Bounds.check("--pause", pause, 1, 600_000);
        output.progress().step("Starting a stack with two nodes for " + what);
        var found = new ArrayList<Findings>();
        try (var stack = LocalStack.throwAway();
                var gateway = new Gateway(stack.gatewayUrl())) {
            var chaos = new MessageChaos(stack, gateway, users - users % 2, rate, spread, output.progress());
            for (int round = 0; round < rounds; round++) {
                var findings = chaos.round(faults);
                findings.first().forEach(output::warn);
                found.add(findings);
            }
        }
        var report = new MessageChaosReport(title, faults.size(), found);
        output.print(report.report());
        // Where things are killed and slept, messages wait as long as that takes.
        boolean soon = spread || report.longest() <= Duration.ofMillis(pause).toNanos();
        return soon && found.stream().allMatch(Findings::kept) ? ExitCode.OK : ExitCode.BROKEN;
    }

    private ExitCode contacts() throws SQLException, InterruptedException {
        output.progress().step("Starting a stack for " + what);
        var differences = new ArrayList<String>();
        try (var stack = LocalStack.throwAway();
                var gateway = new Gateway(stack.gatewayUrl())) {
            var chaos = new MeasureChaos(stack, gateway, DigestSecret.of(""), output.progress());
            for (int round = 0; round < rounds; round++) {
                differences.addAll(chaos.round(MeasureChaos.VICTIMS));
            }
        }
        output.print(new Report("Parts killed in the middle of contact sync")
                .count("rounds", "rounds", rounds)
                .count("kills", "kills", 2L * rounds * MeasureChaos.VICTIMS.size())
                .count("differences", "differences from the undisturbed run", differences.size()));
        differences.stream().limit(SHOWN).forEach(output::warn);
        return differences.isEmpty() ? ExitCode.OK : ExitCode.BROKEN;
    }
}
