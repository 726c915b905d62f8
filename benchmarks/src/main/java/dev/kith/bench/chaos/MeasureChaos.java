package dev.kith.bench.chaos;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Runs the same work undisturbed and with a part killed in its middle, and compares what is left of both.
public final class MeasureChaos {
    /// Those whose death contact sync has to survive.
    public static final List<Part> VICTIMS = List.of(Part.CONTACTS, Part.PROFILE, Part.KAFKA, Part.POSTGRES);

    private final LocalStack stack;
    private final Gateway gateway;
    private final String secret;
    private final Progress progress;
    private int runs;

    /// Of a stack of its own, since parts of it are killed.
    public MeasureChaos(LocalStack stack, Gateway gateway, String secret, Progress progress) {
        this.stack = stack;
        this.gateway = gateway;
        this.secret = secret;
        this.progress = progress;
    }

    /// Differences between the undisturbed run and one run for each of the victims; empty: none.
    public List<String> round(List<Part> victims) throws SQLException, InterruptedException {
        progress.step("The undisturbed run");
        var undisturbed = run(Optional.empty()).outcome();
        var differences = new ArrayList<String>();
        for (var victim : victims) {
            progress.step("The same with " + victim.label() + " killed in the middle of the syncs and of the join");
            run(Optional.of(victim)).outcome().differencesFrom(undisturbed).stream()
                    .map(difference -> victim.label() + " killed: " + difference)
                    .forEach(differences::add);
        }
        return differences;
    }

    /// One run: who took part, and what was left.
    record Run(Cast cast, Outcome outcome) {}

    Run run(Optional<Part> victim) throws SQLException, InterruptedException {
        var cast = Cast.assemble(stack, gateway, secret, runs++);
        var work = new Work(stack, gateway, cast);
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var halfWay = new CountDownLatch(1);
            var syncs = background.submit(() -> {
                try {
                    work.syncBooks(halfWay);
                } finally {
                    halfWay.countDown();
                }
                return true;
            });
            if (victim.isPresent()) {
                halfWay.await();
                killAndStart(victim.get());
            }
            syncs.get();
            work.awaitQuiet();
            var join = background.submit(work::join);
            if (victim.isPresent()) {
                work.awaitFirstNotices();
                killAndStart(victim.get());
            }
            join.get();
        } catch (ExecutionException e) {
            throw new BenchFailure(ExitCode.BROKEN, "The work could not be done: " + e.getCause(), e);
        }
        work.awaitQuiet();
        return new Run(cast, Outcome.of(stack, cast));
    }

    private void killAndStart(Part victim) {
        stack.kill(victim);
        stack.start(victim);
    }
}
