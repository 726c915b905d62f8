package dev.kith.bench.sockets;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.Reasons;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.LocalData;
import dev.kith.bench.stack.Target;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.local.stack.Part;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench sockets`.
@Command(
        name = "sockets",
        description = "Many devices are connected and say nothing; then all lose their sockets at once and come back.",
        footer = {
            "",
            "Exit code: 0 all well, 1 the server ended a socket, or they were not back in time, 2 wrong option,"
                    + " 3 no stack, 4 not finished."
        })
public final class SocketsCommand implements Callable<Integer> {
    private static final int CALLS_AT_ONCE = 16;
    private static final int A_SECOND = 500;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB = 1 << 10;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Output output = new Output();

    @Mixin
    private LocalData data = new LocalData();

    @Option(names = "--count", defaultValue = "8000", description = "Sockets, one user each (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--idle",
            defaultValue = "30",
            description = "Seconds for which nothing happens, before the memory is read (${DEFAULT-VALUE}).")
    private int idle;

    @Option(
            names = "--storm",
            defaultValue = "10",
            description = "Seconds within which all come back (${DEFAULT-VALUE}).")
    private int storm;

    @Option(
            names = "--within",
            defaultValue = "20",
            description = "Seconds in which all have to be back (${DEFAULT-VALUE}).")
    private int within;

    @Option(
            names = "--sockets",
            paramLabel = "URL",
            description = "Where sockets are opened (the gateway). Past 9,000 the gateway needs more than the usual"
                    + " 20,000 file descriptors; then messaging-service itself.")
    private String socketsAt = "";

    @Override
    public Integer call() throws InterruptedException {
        Bounds.check("--count", count, 1, 15_000);
        Bounds.check("--idle", idle, 1, 600);
        Bounds.check("--storm", storm, 1, 300);
        Bounds.check("--within", within, 1, 600);
        var where = where();
        try (var gateway = target.open()) {
            var tenant = Tenant.open(gateway, target.rootKey(), "benchmark sockets");
            var members = members(tenant);
            try (var devices =
                    new IdleDevices(where, members.stream().map(Member::token).toList())) {
                return measure(devices).number();
            }
        }
    }

    private URI where() {
        return socketsAt.isEmpty() ? target.gateway() : Target.address("--sockets", socketsAt);
    }

    private ExitCode measure(IdleDevices devices) throws InterruptedException {
        var progress = output.progress();
        long before = memory();
        progress.step("Opening " + count + " sockets, " + A_SECOND + " a second");
        devices.connect(Storm.of(count, Duration.ofSeconds(count).toMillis() / A_SECOND, 1));
        long failedOpening = devices.failedAttempts().sum();
        progress.step("Idle for " + idle + " s");
        Thread.sleep(Duration.ofSeconds(idle));
        long after = memory();
        int held = devices.connected();
        progress.step("Cutting all; they come back within " + storm + " s");
        devices.cut();
        long began = System.nanoTime();
        devices.connect(Storm.of(count, Duration.ofSeconds(storm).toMillis(), 2));
        double backMillis = (System.nanoTime() - began) / NANOS_PER_MILLI;
        long failedAgain = devices.failedAttempts().sum() - failedOpening;
        long dropped = devices.dropped().sum();
        output.print(new Report("Idle sockets, and all of them coming back")
                .count("sockets", "sockets", count)
                .count("held", "still open after the idle time", held)
                .number(
                        "memoryPerSocketKib",
                        "messaging-service, memory for each socket",
                        (after - before) / KIB / count,
                        "KiB")
                .count("stormSeconds", "all come back within", storm)
                .millis("backMs", "until the last was welcomed again", backMillis)
                .count("failedOpening", "attempts that failed when they came first", failedOpening)
                .count("failedAttempts", "attempts that failed when they came back", failedAgain)
                .count("dropped", "sockets closed by the server", dropped)
                .memory(data.usage().memory()));
        explain("closed by the server", devices.dropped());
        explain("attempts that failed", devices.failedAttempts());
        boolean well = held == count
                && dropped == 0
                && backMillis <= Duration.ofSeconds(within).toMillis();
        return well ? ExitCode.OK : ExitCode.BROKEN;
    }

    private void explain(String what, Reasons reasons) {
        if (reasons.sum() > 0) {
            output.warn(what + ": " + reasons);
        }
    }

    private long memory() {
        return data.usage().memory().getOrDefault(Part.MESSAGING, 0L);
    }

    private List<Member> members(Tenant tenant) throws InterruptedException {
        output.progress().step("Creating " + count + " users");
        var run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        return new Abreast(CALLS_AT_ONCE, done -> output.progress().at("users", done, count))
                .all(count, i -> tenant.member("idle-%s-%d".formatted(run, i)));
    }
}
