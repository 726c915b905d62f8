package dev.kith.bench.join;

import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Usage;
import dev.kith.bench.world.World;
import dev.kith.bench.world.WorldOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench join`.
@Command(
        name = "join",
        description = "Somebody signs up whose number is in thousands of books; every holder has to be told, once.",
        footer = {
            "",
            "Needs a world: ./kith bench world.",
            "Exit code: 0 all well, 1 somebody was not told, or twice, 2 wrong option, 3 no stack, 4 not finished."
        })
public final class JoinCommand implements Callable<Integer> {
    @Mixin
    private WorldOptions options = new WorldOptions();

    @Mixin
    private Output output = new Output();

    @Option(names = "--rounds", defaultValue = "5", description = "People who sign up (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KITH_KAFKA:-127.0.0.1:19092}",
            description = "Where Kafka listens (${DEFAULT-VALUE}).")
    private String kafka = "";

    @Override
    public Integer call() throws SQLException, InterruptedException {
        Bounds.check("--rounds", rounds, 1, World.POPULAR);
        try (var gateway = options.target().open();
                var topic = new NoticeTopic(kafka)) {
            var tenant = options.enter(gateway);
            var world = options.world(tenant, output.progress());
            var measured = new MeasureJoin(tenant, world, options.database(), output.progress()).measure(rounds, topic);
            output.print(report(measured).memory(new Usage(options.data()).memory()));
            boolean right = measured.stream().allMatch(MeasureJoin.Round::isRight);
            return (right ? ExitCode.OK : ExitCode.BROKEN).number();
        }
    }

    private static Report report(List<MeasureJoin.Round> rounds) {
        var told = rounds.stream()
                .mapToDouble(MeasureJoin.Round::toldMillis)
                .sorted()
                .toArray();
        var stored = rounds.stream()
                .mapToDouble(MeasureJoin.Round::storedMillis)
                .sorted()
                .toArray();
        return new Report("Somebody signs up whose number many hold")
                .count("rounds", "rounds", rounds.size())
                .count(
                        "holders",
                        "holders of the number, at least",
                        sum(rounds, MeasureJoin.Round::holders) / rounds.size())
                .millis("toldBestMs", "until the last notice is in the log, best round", told[0])
                .millis("toldP50Ms", "the same, median round", told[told.length / 2])
                .millis("toldWorstMs", "the same, worst round", told[told.length - 1])
                .millis("storedBestMs", "until the last is stored in an inbox, best round", stored[0])
                .millis("storedP50Ms", "the same, median round", stored[stored.length / 2])
                .count(
                        "lost",
                        "holders who were not told",
                        sum(rounds, round -> round.tally().lost()))
                .count(
                        "doubled",
                        "holders told again",
                        sum(rounds, round -> round.tally().doubled()))
                .count(
                        "strangers",
                        "others who were told",
                        sum(rounds, round -> round.tally().strangers()))
                .count(
                        "notStored",
                        "notices that are in no inbox, or twice",
                        sum(rounds, round -> Math.abs(round.holders() - round.stored())));
    }

    private static long sum(List<MeasureJoin.Round> rounds, ToLongFunction<MeasureJoin.Round> figure) {
        return rounds.stream().mapToLong(figure).sum();
    }
}
