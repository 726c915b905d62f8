package dev.kith.local.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/// The parts of one data directory: brings them up, takes them down, tells how they are.
///
/// Keeps nothing in memory that matters: every call finds the processes again by their records, so that one JVM may
/// start what another stops. Calls that change something are made by one thread at a time.
public final class Stack {
    private static final List<Set<Part>> STOPPING_ORDER =
            List.of(Set.of(Part.GATEWAY), EnumSet.copyOf(Part.SERVICES), Part.STORES);

    private final Layout layout;
    private final Map<Part, Program> programs = new EnumMap<>(Part.class);
    private final Starting starting;
    private final Stopping stopping;

    public Stack(Layout layout, Collection<? extends Program> programs, Spawner spawner, Progress progress) {
        programs.forEach(p -> this.programs.put(p.part(), p));
        this.layout = layout;
        this.stopping = new Stopping(layout, progress);
        this.starting = new Starting(layout, spawner, stopping, progress);
    }

    public Layout layout() {
        return layout;
    }

    /// Starts those of the parts that do not run, restarts those of which another build or setting runs, and returns
    /// when all are ready. Parts that need others start after them; the rest start together.
    ///
    /// @throws StackFailure when one cannot be started; the others stay up
    public void up(Collection<Part> parts) {
        Set<Part> wanted = EnumSet.copyOf(parts);
        layout.create();
        DiskSpace.of(layout.data(), System.getenv()).require();
        // Before anything starts: what is not built, and what cannot have its port.
        wanted.forEach(part -> program(part).launch());
        wanted.stream().filter(part -> alive(part).isEmpty()).forEach(part -> starting.claimPorts(program(part)));

        var outcomes = new EnumMap<Part, CompletableFuture<?>>(Part.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Part part : wanted) {
                var needed = part.needs().stream()
                        .map(outcomes::get)
                        .filter(Objects::nonNull)
                        .toArray(CompletableFuture<?>[]::new);
                outcomes.put(
                        part,
                        CompletableFuture.allOf(needed).thenRunAsync(() -> starting.bringUp(program(part)), threads));
            }
            awaitAll(outcomes.values());
        }
        throwFailures(outcomes.values());
    }

    /// Stops what of these parts runs, each in order: first the gateway, then the services, then the stores. A part
    /// that does not stop by itself in time is killed.
    public void down(Collection<Part> parts) {
        for (Set<Part> wave : STOPPING_ORDER) {
            var outcomes = new ArrayList<CompletableFuture<?>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                wave.stream()
                        .filter(part -> parts.contains(part) && programs.containsKey(part))
                        .forEach(part ->
                                outcomes.add(CompletableFuture.runAsync(() -> stopping.stop(program(part)), threads)));
            }
            throwFailures(outcomes);
        }
    }

    /// Ends this part without warning, as a crash would; what it acknowledged must survive that.
    public void kill(Part part) {
        stopping.kill(part);
    }

    /// How each part is, asked now, in the order of starting.
    public List<Health> health() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = programs.values().stream()
                    .map(p -> CompletableFuture.supplyAsync(
                            () -> Health.of(p, Run.read(layout.runs(), p.part())), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    /// The record of this part while its process is alive.
    public Optional<Run> alive(Part part) {
        return Run.read(layout.runs(), part).filter(Run::isAlive);
    }

    /// Ends the parts that were started here and are not ready yet; for a command that is interrupted.
    public void abandonStarting() {
        starting.abandon();
    }

    private Program program(Part part) {
        return Objects.requireNonNull(programs.get(part), () -> part + " is no part of this stack");
    }

    // Whatever their outcomes. The threads must not close before: they would refuse the parts that wait for others.
    private static void awaitAll(Collection<CompletableFuture<?>> outcomes) {
        var all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new));
        all.exceptionally(failure -> null).join();
    }

    private static void throwFailures(Collection<CompletableFuture<?>> outcomes) {
        var failures = outcomes.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(f -> f.exceptionNow())
                .map(e -> e instanceof CompletionException && e.getCause() != null ? e.getCause() : e)
                .distinct()
                .toList();
        if (failures.isEmpty()) {
            return;
        }
        var first = failures.getFirst() instanceof StackFailure f
                ? f
                : new StackFailure(Reason.ENVIRONMENT, "Unexpected: " + failures.getFirst(), failures.getFirst());
        failures.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }
}
