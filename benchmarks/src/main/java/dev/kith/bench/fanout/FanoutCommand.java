package dev.kith.bench.fanout;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Target;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.bench.stack.Usage;
import dev.kith.bench.world.LoadFollowers;
import dev.kith.bench.world.Population;
import dev.kith.bench.world.WorldOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench fanout`.
@Command(
        name = "fanout",
        description = "A profile changes that thousands follow; those who are online have to see it, once.",
        footer = {
            "",
            "Exit code: 0 all well, 1 somebody did not see it, or twice, 2 wrong option, 3 no stack, 4 not finished."
        })
public final class FanoutCommand implements Callable<Integer> {
    private static final int CALLS_AT_ONCE = 16;
    private static final int MOST_ONLINE = 14_000;

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Mixin
    private Output output = new Output();

    @Option(names = "--followers", defaultValue = "10000", description = "Followers in all (${DEFAULT-VALUE}).")
    private int followers;

    @Option(names = "--online", defaultValue = "500", description = "Those who are online (${DEFAULT-VALUE}).")
    private int online;

    @Option(names = "--rounds", defaultValue = "20", description = "Changes that are measured (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warmup", defaultValue = "20", description = "Changes before, not measured (${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--sockets",
            paramLabel = "URL",
            description = "Where sockets are opened (the gateway). Past 9,000 the gateway needs more than the usual"
                    + " 20,000 file descriptors; then messaging-service itself.")
    private String socketsAt = "";

    @Override
    public Integer call() throws InterruptedException {
        Bounds.check("--online", online, 1, MOST_ONLINE);
        Bounds.check("--followers", followers, online, 1_000_000);
        Bounds.check("--rounds", rounds, 1, 1_000);
        Bounds.check("--warmup", warmup, 0, 1_000);
        try (var gateway = options.target().open();
                var sockets = new Sockets(where(), online)) {
            var tenant = Tenant.open(gateway, options.target().rootKey(), "benchmark fanout");
            return run(gateway, tenant, sockets);
        }
    }

    private URI where() {
        return socketsAt.isEmpty() ? options.target().gateway() : Target.address("--sockets", socketsAt);
    }

    private int run(Gateway gateway, Tenant tenant, Sockets sockets) throws InterruptedException {
        var progress = output.progress();
        progress.step("Creating " + online + " users who will be online");
        var members = members(tenant);
        var subject = members.removeLast();
        progress.step("Letting " + followers + " follow one");
        new LoadFollowers(options.database()).follow(subject.uid(), followersOf(members));
        progress.step("Opening " + online + " sockets");
        sockets.open(members, progress);
        progress.step("Changing the profile " + rounds + " times");
        var changes = new MeasureFanout(gateway, subject, sockets, progress).measure(rounds, warmup, online);
        output.print(report(changes, sockets).memory(new Usage(options.data()).memory()));
        tidyUp(tenant, members, subject);
        boolean right = sockets.dropped() == 0 && changes.stream().allMatch(change -> change.isRight(online));
        return (right ? ExitCode.OK : ExitCode.BROKEN).number();
    }

    private List<Member> members(Tenant tenant) throws InterruptedException {
        var run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        return new ArrayList<>(new Abreast(
                        CALLS_AT_ONCE, done -> output.progress().at("users", done, online + 1L))
                .all(online + 1, i -> tenant.member("follower-%s-%d".formatted(run, i))));
    }

    /// Those who are online, and as many uids of nobody as are missing.
    private List<Long> followersOf(List<Member> members) {
        var offline = LongStream.range(0, followers - online).map(i -> Population.LOWEST_UID + i);
        return Stream.concat(members.stream().map(Member::uid), offline.boxed()).toList();
    }

    private void tidyUp(Tenant tenant, List<Member> members, Member subject) throws InterruptedException {
        output.progress().step("Erasing the users");
        try {
            tenant.erase(subject.uid());
            new Abreast(CALLS_AT_ONCE, done -> output.progress().at("erased", done, online)).all(online, i -> {
                tenant.erase(members.get(i).uid());
                return i;
            });
        } catch (BenchFailure e) {
            // What was measured stands.
            output.warn("users of this run are left in the stack: " + e.getMessage());
        }
    }

    private Report report(List<MeasureFanout.Change> changes, Sockets sockets) {
        var last = changes.stream()
                .mapToDouble(MeasureFanout.Change::lastMillis)
                .sorted()
                .toArray();
        return new Report("A profile changes that many follow")
                .count("followers", "followers", followers)
                .count("online", "of them online", online)
                .count("rounds", "changes", rounds)
                .millis("lastBestMs", "until the last socket has it, best change", last[0])
                .millis("lastP50Ms", "the same, median change", last[last.length / 2])
                .millis("lastWorstMs", "the same, worst change", last[last.length - 1])
                .count(
                        "mostFrames",
                        "frames of one change, at most",
                        changes.stream()
                                .mapToLong(MeasureFanout.Change::frames)
                                .max()
                                .orElseThrow())
                .count(
                        "lost",
                        "sockets that did not hear of a change",
                        changes.stream().mapToLong(MeasureFanout.Change::lost).sum())
                .count(
                        "wrong",
                        "frames with another value",
                        changes.stream().mapToLong(MeasureFanout.Change::wrong).sum())
                .count("dropped", "sockets closed by the server", sockets.dropped());
    }
}
