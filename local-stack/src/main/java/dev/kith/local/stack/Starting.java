package dev.kith.local.stack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Brings one part from whatever state it is in to ready.
final class Starting {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration TEAR_DOWN = Duration.ofSeconds(3);
    private static final int TRIES = 5;

    private final Layout layout;
    private final Spawner spawner;
    private final Stopping stopping;
    private final Progress progress;
    /// What was started here and is not ready yet.
    private final Map<Part, Run> unready = new ConcurrentHashMap<>();

    private volatile boolean abandoned;

    Starting(Layout layout, Spawner spawner, Stopping stopping, Progress progress) {
        this.layout = layout;
        this.spawner = spawner;
        this.stopping = stopping;
        this.progress = progress;
    }

    /// Makes sure that the part can have its ports. A process of this very data directory that still holds one, because
    /// the command that started it was killed before it wrote its record, is stopped.
    void claimPorts(Program program) {
        for (int port : program.ports()) {
            OptionalLong owner = PortOwner.of(port);
            if (owner.isPresent() && isOurs(program.part(), owner.getAsLong())) {
                stopping.stopLost(program, owner.getAsLong());
            }
            if (!becomesFree(port)) {
                throw new StackFailure(
                        Reason.PORT_TAKEN,
                        "Port %d, which %s needs, is taken by %s. Stop that program, or use other ports with --port-offset 100."
                                .formatted(port, program.part().label(), PortOwner.describe(port)));
            }
        }
    }

    /// Returns when the part is ready, having started it if need be.
    void bringUp(Program program) {
        Part part = program.part();
        Instant began = Instant.now();
        Optional<Run> alive = Run.read(layout.runs(), part).filter(Run::isAlive);
        if (alive.isPresent()
                && !Fingerprint.isSame(
                        program.launch().fingerprint(), alive.get().fingerprint())) {
            progress.tell(part, "changed since it was started: restarting");
            stopping.stop(program);
            alive = Optional.empty();
        }
        if (alive.isPresent()
                && alive.get().ready()
                && program.probe(alive.get().process().pid()) instanceof Readiness.Ready) {
            progress.tell(part, "runs already, pid " + alive.get().process().pid());
            return;
        }
        Run run = alive.orElseGet(() -> start(program));
        for (int attempt = 1; !awaitReady(program, run, attempt == TRIES); attempt++) {
            claimPorts(program);
            run = start(program);
        }
        program.provision();
        run.asReady().write(layout.runs());
        unready.remove(part);
        progress.ready(part, Duration.between(began, Instant.now()));
    }

    /// Kills what was started and is not ready; what starts from now on fails.
    void abandon() {
        abandoned = true;
        unready.keySet().forEach(stopping::kill);
    }

    private Run start(Program program) {
        Part part = program.part();
        progress.starting(part);
        try {
            program.prepare();
            var log = new LogFile(layout.log(part));
            log.rotate();
            Launch launch = program.launch();
            if (abandoned) {
                throw new StackFailure(Reason.CRASHED, "Interrupted before " + part.label() + " was started.");
            }
            long pid = spawner.spawn(launch, log.path()).pid();
            var process = ProcessIdentity.of(pid).orElse(new ProcessIdentity(pid, ""));
            var run = new Run(part, process, program.ports()[0], launch.fingerprint(), Instant.now(), false);
            unready.put(part, run);
            run.write(layout.runs());
            return run;
        } catch (IOException e) {
            throw new StackFailure(Reason.ENVIRONMENT, "Cannot start " + part.label() + ": " + e.getMessage(), e);
        }
    }

    /// True when ready; false when the process ended and it is worth starting another.
    private boolean awaitReady(Program program, Run run, boolean lastTry) {
        Instant began = Instant.now();
        while (true) {
            // The order matters: a process that dies after an answer of its own is not taken for another's.
            Readiness readiness = program.probe(run.process().pid());
            Duration waited = Duration.between(began, Instant.now());
            if (!run.isAlive()) {
                return ended(program, lastTry);
            }
            switch (readiness) {
                case Readiness.Ready() -> {
                    return true;
                }
                case Readiness.Foreign(String who) -> throw foreign(program, who);
                case Readiness.NotYet(String why) -> {
                    if (waited.compareTo(program.patience()) > 0) {
                        throw neverReady(program, why);
                    }
                }
            }
            pause();
        }
    }

    private boolean ended(Program program, boolean lastTry) {
        Part part = program.part();
        var log = new LogFile(layout.log(part));
        Run.forget(layout.runs(), part);
        boolean startedHere = unready.remove(part) != null;
        if (abandoned) {
            throw new StackFailure(Reason.CRASHED, "Interrupted while " + part.label() + " was starting.");
        }
        // One that ran before us and dies under our eyes, just killed, says nothing of how the next will start.
        if (!lastTry && (!startedHere || program.isPassing(log.lastLines(5)))) {
            pause();
            return false;
        }
        throw new StackFailure(
                Reason.CRASHED,
                "%s stopped while it was starting. Its last lines:%n%s%nThe whole log: %s"
                        .formatted(part.label(), log.lastLines(15).indent(4), log.path()));
    }

    private StackFailure foreign(Program program, String who) {
        stopping.kill(program.part());
        return new StackFailure(
                Reason.PORT_TAKEN,
                "On port %d, where %s should be, %s answers. Stop it, or use other ports with --port-offset 100."
                        .formatted(program.ports()[0], program.part().label(), who));
    }

    private StackFailure neverReady(Program program, String why) {
        var log = new LogFile(layout.log(program.part()));
        return new StackFailure(
                Reason.CRASHED,
                "%s runs but was not ready after %d s: %s%nIts last lines:%n%s%nThe whole log: %s. To start it anew: ./kith down, then ./kith up."
                        .formatted(
                                program.part().label(),
                                program.patience().toSeconds(),
                                why,
                                log.lastLines(15).indent(4),
                                log.path()));
    }

    // A port without an owner is that of a process which is just being torn down.
    private static boolean becomesFree(int port) {
        Instant deadline = Instant.now().plus(TEAR_DOWN);
        while (!Ports.isFree(port)) {
            if (PortOwner.of(port).isPresent() || Instant.now().isAfter(deadline)) {
                return false;
            }
            pause();
        }
        return true;
    }

    // By whole words of its command line: another stack's data may begin with the name of ours.
    private boolean isOurs(Part part, long pid) {
        var command = CommandLine.of(pid);
        return command.has(JavaCommand.mark(layout)) || command.hasPathIn(layout.dataOf(part));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure(Reason.CRASHED, "Interrupted.", e);
        }
    }
}
