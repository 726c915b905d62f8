package dev.kith.bench.messages;

import dev.kith.bench.device.Body;
import dev.kith.bench.device.Load;
import dev.kith.bench.messages.MeasureMessages.Outcome;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.LocalData;
import dev.kith.bench.stack.Target;
import dev.kith.bench.world.Database;
import dev.kith.local.stack.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench backlog`.
@Command(
        name = "backlog",
        description = "Messages are accepted while nobody writes them into inboxes; then the writers catch up.",
        footer = {
            "",
            "Exit code: 0 all well, 1 something was lost, doubled, reordered or damaged, or they were slower than"
                    + " --at-least, 2 wrong option, 3 no stack, 4 messages refused or unanswered."
        })
public final class BacklogCommand implements Callable<Integer> {
    /// The writers' group gives up on a writer that does not come for more within five minutes.
    private static final int LONGEST_HOLD_SECONDS = 240;

    private static final int PAIRS = 200;
    private static final Duration ACKS = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofMinutes(2);

    @Mixin
    private Target target = new Target();

    @Mixin
    private Database database = new Database();

    @Mixin
    private LocalData data = new LocalData();

    @Mixin
    private Output output = new Output();

    @Option(names = "--messages", defaultValue = "200000", description = "How many wait (${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--rate",
            defaultValue = "5000",
            description = "Messages a second that are sent meanwhile (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--body", defaultValue = "200", description = "Bytes of a message (${DEFAULT-VALUE}).")
    private int body;

    @Option(
            names = "--at-least",
            defaultValue = "0",
            description = "Messages a second that the writers must manage, or the exit code is 1 (${DEFAULT-VALUE}).")
    private int atLeast;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Bounds.check("--rate", rate, 1, 50_000);
        Bounds.check("--messages", messages, rate, (long) rate * LONGEST_HOLD_SECONDS);
        Bounds.check("--body", body, Body.SHORTEST, 65_536);
        Bounds.check("--at-least", atLeast, 0, 1_000_000);
        var plan = new Plan(
                PAIRS, false, new Load(rate, Duration.ofSeconds(messages / rate), Duration.ZERO, body, ACKS, DRAIN));
        try (var gateway = target.open();
                var writers = new HeldWriters(
                        database.connect(Part.MESSAGING),
                        database.connect(Part.MESSAGING),
                        data.usage(),
                        output.progress())) {
            var outcome = new MeasureMessages(gateway, plan, output.progress()).measure(target.rootKey(), writers);
            double perSecond = outcome.verdict().accepted() / writers.drainSeconds();
            output.print(report(outcome, writers.drainSeconds(), perSecond)
                    .each("processor", "processor time meanwhile, ", writers.processorSeconds(), "Seconds", "s"));
            var trouble = outcome.traffic().firstTrouble();
            if (trouble != null) {
                output.warn(trouble);
            }
            var code = MessagesCommand.exitCode(outcome);
            return (code == ExitCode.OK && perSecond < atLeast ? ExitCode.BROKEN : code).number();
        }
    }

    private static Report report(Outcome outcome, double drainSeconds, double perSecond) {
        var verdict = outcome.verdict();
        return new Report("Messages that waited for their writer")
                .count("sent", "sent", verdict.sent())
                .count("accepted", "accepted while nobody wrote", verdict.accepted())
                .count("refused", "refused", verdict.refused())
                .count("unanswered", "unanswered", verdict.unanswered())
                .millis("drainMs", "until the last of them was in its inbox", drainSeconds * 1e3)
                .number("perSecond", "messages a second, each in two inboxes", perSecond, "")
                .count("received", "received", verdict.received())
                .count("lost", "lost", verdict.lost())
                .count("notPushed", "stored, but never pushed nor fetched", verdict.late())
                .count("duplicated", "duplicated", verdict.duplicated())
                .count("reordered", "reordered", verdict.reordered())
                .count("damaged", "damaged", verdict.damaged())
                .count("phantom", "refused, but there", verdict.phantom())
                .count("gaps", "gaps in a live stream", outcome.traffic().gaps.sum())
                .count(
                        "dropped",
                        "sockets closed by the server",
                        outcome.traffic().dropped.sum());
    }
}
