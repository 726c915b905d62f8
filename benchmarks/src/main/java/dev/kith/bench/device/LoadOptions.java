package dev.kith.bench.device;

import dev.kith.bench.report.Bounds;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long, how large, and how devices behave; how fast is each command's own option.
public final class LoadOptions {
    @Option(names = "--seconds", defaultValue = "15", description = "How long is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "10",
            description = "Seconds of the same load before (${DEFAULT-VALUE}); 25 let the compilers finish.")
    private int warmup;

    @Option(names = "--body", defaultValue = "200", description = "Bytes of a message (${DEFAULT-VALUE}).")
    private int body;

    @Option(
            names = "--ack-millis",
            defaultValue = "500",
            description = "A device says so often what it has stored (${DEFAULT-VALUE}).")
    private int ackMillis;

    @Option(
            names = "--drain",
            defaultValue = "30",
            description = "Longest wait in seconds for what is under way after the last send (${DEFAULT-VALUE}).")
    private int drain;

    /// At this rate.
    public Load at(int rate) {
        Bounds.check("--rate", rate, 1, 100_000);
        // A token lives an hour, and nobody renews it here.
        Bounds.check("--seconds", seconds, 1, 2_400);
        Bounds.check("--warmup", warmup, 0, 600);
        Bounds.check("--body", body, Body.SHORTEST, 65_536);
        Bounds.check("--ack-millis", ackMillis, 10, 10_000);
        Bounds.check("--drain", drain, 1, 300);
        return new Load(
                rate,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmup),
                body,
                Duration.ofMillis(ackMillis),
                Duration.ofSeconds(drain));
    }
}
