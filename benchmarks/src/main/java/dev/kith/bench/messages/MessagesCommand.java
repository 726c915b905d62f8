package dev.kith.bench.messages;

import dev.kith.bench.device.LoadOptions;
import dev.kith.bench.messages.MeasureMessages.Outcome;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Target;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench messages`.
@Command(
        name = "messages",
        description = "Pairs of users write to each other at a fixed rate, over sockets through the gateway.",
        footer = {
            "",
            "Open loop: a message is due when the plan says so, and its latency counts from then until it is at the"
                    + " recipient's socket.",
            "Exit code: 0 all well, 1 something was lost, doubled, reordered or damaged, 2 wrong option, 3 no stack,"
                    + " 4 messages refused or unanswered, or not everything could be checked."
        })
public final class MessagesCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;

    @Mixin
    private Target target = new Target();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private Output output = new Output();

    @Option(names = "--pairs", defaultValue = "200", description = "Pairs of users (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--rate", defaultValue = "1000", description = "Messages a second in all (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--receipts",
            defaultValue = "true",
            negatable = true,
            fallbackValue = "true",
            description = "Each message asks for a delivery receipt (the default).")
    private boolean receipts;

    @Override
    public Integer call() throws InterruptedException {
        var plan = plan();
        try (var gateway = target.open()) {
            var outcome = new MeasureMessages(gateway, plan, output.progress()).measure(target.rootKey());
            output.print(report(plan, outcome));
            var trouble = outcome.traffic().firstTrouble();
            if (trouble != null) {
                output.warn(trouble);
            }
            return exitCode(outcome).number();
        }
    }

    private Plan plan() {
        Bounds.check("--pairs", pairs, 1, 8_000);
        var plan = new Plan(pairs, receipts, load.at(rate));
        if (plan.load().total() > Plan.MOST_MESSAGES) {
            throw new BenchFailure(
                    ExitCode.USAGE, "--rate times seconds is more than " + Plan.MOST_MESSAGES + " messages.");
        }
        return plan;
    }

    static ExitCode exitCode(Outcome outcome) {
        var verdict = outcome.verdict();
        if (!verdict.kept()) {
            return ExitCode.BROKEN;
        }
        return verdict.complete() && outcome.traffic().dropped.sum() == 0 ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    static Report report(Plan plan, Outcome outcome) {
        var verdict = outcome.verdict();
        var traffic = outcome.traffic();
        var report = new Report("Messages through the gateway, open loop")
                .count("pairs", "pairs", plan.pairs())
                .count("rate", "asked rate, messages a second", plan.load().rate())
                .count("seconds", "measured seconds", plan.load().measured().toSeconds())
                .count("warmup", "warm-up seconds", plan.load().warmup().toSeconds())
                .count("body", "bytes of a message", plan.load().body())
                .count("sent", "sent", verdict.sent())
                .count("accepted", "accepted", verdict.accepted())
                .count("refused", "refused", verdict.refused())
                .count("unanswered", "unanswered", verdict.unanswered())
                .count("received", "received", verdict.received())
                .count("lost", "lost", verdict.lost())
                .count("notPushed", "stored, but never pushed", verdict.late())
                .count("duplicated", "duplicated", verdict.duplicated())
                .count("reordered", "reordered", verdict.reordered())
                .count("damaged", "damaged", verdict.damaged())
                .count("phantom", "refused, but there", verdict.phantom())
                .count("gaps", "gaps in a live stream", traffic.gaps.sum())
                .count("dropped", "sockets closed by the server", traffic.dropped.sum())
                .count("delivered", "delivery receipts, warm-up included", traffic.delivered.sum())
                .number("achievedRate", "sent a second", verdict.sent() / outcome.sendSeconds(), "");
        percentiles(report, "", "intended send to receipt", traffic.receiptLatency());
        percentiles(report, "accepted", "intended send to accepted", traffic.answerLatency());
        var lag = traffic.sendLag();
        report.millis("sendLagP99Ms", "lag of this program, p99", lag.getValueAtPercentile(99) / NANOS_PER_MILLI);
        report.millis("sendLagMaxMs", "lag of this program, max", lag.getMaxValue() / NANOS_PER_MILLI);
        traffic.ledger.refusals().forEach((code, count) -> report.count("refused:" + code, "refused: " + code, count));
        return report;
    }

    private static void percentiles(Report report, String prefix, String what, Histogram latency) {
        percentile(report, key(prefix, "p50Ms"), what + ", p50", latency.getValueAtPercentile(50));
        percentile(report, key(prefix, "p99Ms"), what + ", p99", latency.getValueAtPercentile(99));
        percentile(report, key(prefix, "p999Ms"), what + ", p99.9", latency.getValueAtPercentile(99.9));
        percentile(report, key(prefix, "maxMs"), what + ", max", latency.getMaxValue());
    }

    private static void percentile(Report report, String key, String label, long nanos) {
        report.millis(key, label, nanos / NANOS_PER_MILLI);
    }

    private static String key(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
