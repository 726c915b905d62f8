package dev.kith.bench.away;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.bench.away.FullInbox.Writer;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Target;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.world.Database;
import dev.kith.local.stack.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench away`.
@Command(
        name = "away",
        description = "A device comes back to an inbox of many messages: how soon it is of use, and when it has all.",
        footer = {
            "",
            "Exit code: 0 all well, 1 something was missing or doubled, or it took longer than --within until it was of"
                    + " use, 2 wrong option, 3 no stack, 4 not finished."
        })
public final class AwayCommand implements Callable<Integer> {
    private static final int CALLS_AT_ONCE = 8;
    private static final double NANOS_PER_MILLI = 1e6;

    /// Conversations, and messages, that a device shows first.
    private static final int SCREEN = 50;

    /// More unread messages of a conversation are not counted by the server.
    private static final int MOST_UNREAD = 10_000;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Database database = new Database();

    @Mixin
    private Output output = new Output();

    @Option(names = "--messages", defaultValue = "100000", description = "In the inbox (${DEFAULT-VALUE}).")
    private int messages;

    @Option(names = "--writers", defaultValue = "50", description = "Of so many people (${DEFAULT-VALUE}).")
    private int writers;

    @Option(names = "--rounds", defaultValue = "5", description = "How often it comes back (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--within",
            defaultValue = "2000",
            description = "Milliseconds within which it has to be of use (${DEFAULT-VALUE}).")
    private int within;

    /// One return.
    ///
    /// @param usableMillis until the conversations and the newest messages of the first are there
    /// @param entriesByThen how many entries the background had brought
    /// @param sound whether the head, the summary, the history and all that came agree with what was put in
    private record Return(
            double welcomedMillis, double usableMillis, int entriesByThen, double caughtUpMillis, boolean sound) {}

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Bounds.check("--writers", writers, 1, SCREEN);
        Bounds.check("--messages", messages, 1, (long) MOST_UNREAD * writers);
        Bounds.check("--rounds", rounds, 1, 1_000);
        Bounds.check("--within", within, 1, 600_000);
        try (var gateway = target.open();
                var tables = database.connect(Part.MESSAGING)) {
            var tenant = Tenant.open(gateway, target.rootKey(), "benchmark away");
            var run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
            output.progress().step("Filling the inbox");
            var of = new Abreast(CALLS_AT_ONCE, done -> output.progress().at("writers", done, writers))
                    .all(writers, i -> writer(tenant, "writer-%s-%d".formatted(run, i)));
            var owner = tenant.member("away-" + run);
            new FullInbox(tables).fill(owner.uid(), of, messages);
            var returns = new ArrayList<Return>();
            for (int round = 0; round < rounds; round++) {
                returns.add(comeBack(gateway, owner.token()));
            }
            output.print(report(returns));
            boolean well = returns.stream().allMatch(Return::sound) && worst(returns, Return::usableMillis) <= within;
            return (well ? ExitCode.OK : ExitCode.BROKEN).number();
        }
    }

    private static Writer writer(Tenant tenant, String address) {
        return new Writer(tenant.create(address), address);
    }

    private Return comeBack(Gateway gateway, String token) {
        try (var device = new ReturningDevice()) {
            long began = System.nanoTime();
            long head = device.connect(gateway.base(), token);
            double welcomed = millisSince(began);
            var summary = gateway.get("/v1/messages/summary?limit=" + SCREEN, token);
            var newest = summary.path("conversations").path(0).path("peer").asText();
            var screen = gateway.get("/v1/messages?limit=" + SCREEN + "&peer=" + newest, token);
            double usable = millisSince(began);
            int byThen = device.entries();
            long had = device.caughtUp();
            double caughtUp = millisSince(began);
            boolean sound = head == messages
                    && had == messages
                    && device.entries() == messages
                    && unread(summary) == messages
                    && screen.path("messages").size() == Math.min(SCREEN, messages / writers);
            return new Return(welcomed, usable, byThen, caughtUp, sound);
        }
    }

    private static long unread(JsonNode summary) {
        return StreamSupport.stream(summary.path("conversations").spliterator(), false)
                .mapToLong(conversation -> conversation.path("unread").asLong())
                .sum();
    }

    private Report report(List<Return> returns) {
        return new Report("A device that was away for long")
                .count("messages", "messages in the inbox", messages)
                .count("writers", "conversations", writers)
                .count("rounds", "returns", returns.size())
                .millis("welcomedWorstMs", "welcomed, worst", worst(returns, Return::welcomedMillis))
                .millis("usableBestMs", "of use, best", best(returns, Return::usableMillis))
                .millis("usableWorstMs", "of use, worst", worst(returns, Return::usableMillis))
                .count("entriesByThen", "entries that had come by then, most", (long)
                        worst(returns, Return::entriesByThen))
                .millis("caughtUpBestMs", "has all, best", best(returns, Return::caughtUpMillis))
                .millis("caughtUpWorstMs", "has all, worst", worst(returns, Return::caughtUpMillis))
                .count(
                        "wrong",
                        "returns with something missing or doubled",
                        returns.stream().filter(one -> !one.sound()).count());
    }

    private static double worst(List<Return> returns, ToDoubleFunction<Return> figure) {
        return returns.stream().mapToDouble(figure).max().orElse(0);
    }

    private static double best(List<Return> returns, ToDoubleFunction<Return> figure) {
        return returns.stream().mapToDouble(figure).min().orElse(0);
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / NANOS_PER_MILLI;
    }
}
