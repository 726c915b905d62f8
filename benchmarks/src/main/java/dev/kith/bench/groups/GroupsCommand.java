package dev.kith.bench.groups;

import dev.kith.bench.device.LoadOptions;
import dev.kith.bench.groups.MeasureGroups.Outcome;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.LocalData;
import dev.kith.bench.stack.Target;
import dev.kith.bench.world.Database;
import dev.kith.local.stack.Part;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench groups`.
@Command(
        name = "groups",
        description = "People write to groups at a fixed rate, over sockets through the gateway; all members who are"
                + " online have to have it, once and in one order.",
        footer = {
            "",
            "Open loop: a message is due when the plan says so, and its latency counts from then. A group of ten"
                    + " thousand, of whom 500 are online: --groups 1 --members 10000 --online 500 --rate 5.",
            "Exit code: 0 all well, 1 something was lost, doubled, reordered, misnumbered or damaged, 2 wrong option, 3"
                    + " no stack, 4 messages refused or unanswered, or not everything could be checked."
        })
public final class GroupsCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MOST_GROUPS_OF_A_USER = 1_000;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Database database = new Database();

    @Mixin
    private LocalData data = new LocalData();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private Output output = new Output();

    @Option(names = "--groups", defaultValue = "100", description = "Groups (${DEFAULT-VALUE}).")
    private int groups;

    @Option(names = "--members", defaultValue = "100", description = "Members of each (${DEFAULT-VALUE}).")
    private int members;

    @Option(names = "--online", defaultValue = "0", description = "Of them online; 0: all (${DEFAULT-VALUE}).")
    private int online;

    @Option(
            names = "--users",
            defaultValue = "500",
            description = "Users with a socket in all, each in several groups (${DEFAULT-VALUE}, or --online).")
    private int users;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Messages a second in all groups together (${DEFAULT-VALUE}).")
    private int rate;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        var plan = plan();
        try (var gateway = target.open();
                var tables = database.connect(Part.MESSAGING)) {
            var filling = new FillGroup(tables);
            var outcome = new MeasureGroups(gateway, plan, data.usage(), output.progress())
                    .measure(target.rootKey(), filling::with);
            output.print(report(plan, outcome));
            var trouble = outcome.traffic().firstTrouble();
            if (trouble != null) {
                output.warn(trouble);
            }
            return exitCode(outcome).number();
        }
    }

    private GroupPlan plan() {
        Bounds.check("--groups", groups, 1, 1_000);
        Bounds.check("--members", members, 2, 10_000);
        int listening = online == 0 ? members : online;
        Bounds.check("--online", listening, 2, members);
        // Past it the gateway needs more than the usual 20,000 file descriptors.
        Bounds.check("--users", users, 2, 9_000);
        var shape = new Shape(groups, members, listening, Math.max(users, listening));
        Bounds.check("groups of a user", (long) groups * listening / shape.users(), 0, MOST_GROUPS_OF_A_USER);
        var plan = new GroupPlan(shape, load.at(rate));
        if (plan.load().total() * shape.users() > GroupPlan.MOST_MARKS) {
            throw new BenchFailure(
                    ExitCode.USAGE,
                    "The groups have more messages and users than fit: --rate times seconds times --users is more than "
                            + GroupPlan.MOST_MARKS + ".");
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

    static Report report(GroupPlan plan, Outcome outcome) {
        var verdict = outcome.verdict();
        var traffic = outcome.traffic();
        var report = new Report("Messages to groups through the gateway, open loop")
                .count("groups", "groups", plan.shape().groups())
                .count("members", "members of each", plan.shape().members())
                .count("online", "of them online", plan.shape().online())
                .count("users", "users with a socket, in all", plan.shape().users())
                .count("rate", "asked rate, messages a second", plan.load().rate())
                .count("seconds", "measured seconds", plan.load().measured().toSeconds())
                .count("warmup", "warm-up seconds", plan.load().warmup().toSeconds())
                .count("body", "bytes of a message", plan.load().body())
                .count("sent", "sent", verdict.sent())
                .count("accepted", "accepted", verdict.accepted())
                .count("refused", "refused", verdict.refused())
                .count("unanswered", "unanswered", verdict.unanswered())
                .count("deliveries", "deliveries to who is online", verdict.deliveries())
                .count("lost", "lost, by members", verdict.lost())
                .count("notPushed", "stored, but never pushed", verdict.notPushed())
                .count("duplicated", "duplicated", verdict.duplicated())
                .count("reordered", "reordered", verdict.reordered())
                .count("misnumbered", "misnumbered", verdict.misnumbered())
                .count("damaged", "damaged", verdict.damaged())
                .count("phantom", "refused, but there", verdict.phantom())
                .count("gaps", "gaps in a live stream", traffic.gaps.sum())
                .count("dropped", "sockets closed by the server", traffic.dropped.sum())
                .number("achievedRate", "sent a second", verdict.sent() / outcome.sendSeconds(), "")
                .number(
                        "deliveriesPerSecond",
                        "deliveries a second",
                        verdict.deliveries() / traffic.deliverySeconds(),
                        "");
        percentiles(report, "accepted", "intended send to accepted", traffic.answerLatency());
        percentiles(report, "stored", "intended send to the own copy, stored", traffic.ownCopyLatency());
        percentiles(report, "pushed", "intended send to a member", traffic.receiptLatency());
        percentiles(report, "all", "intended send to the last member", traffic.lastReceiptLatency());
        var lag = traffic.sendLag();
        report.millis("sendLagP99Ms", "lag of this program, p99", lag.getValueAtPercentile(99) / NANOS_PER_MILLI);
        report.each("cost", "processor time for one message, ", outcome.processorMillis(), "Ms", "ms");
        traffic.ledger.refusals().forEach((code, count) -> report.count("refused:" + code, "refused: " + code, count));
        return report;
    }

    private static void percentiles(Report report, String prefix, String what, Histogram latency) {
        report.millis(prefix + "P50Ms", what + ", p50", latency.getValueAtPercentile(50) / NANOS_PER_MILLI);
        report.millis(prefix + "P99Ms", what + ", p99", latency.getValueAtPercentile(99) / NANOS_PER_MILLI);
        report.millis(prefix + "MaxMs", what + ", max", latency.getMaxValue() / NANOS_PER_MILLI);
    }
}
