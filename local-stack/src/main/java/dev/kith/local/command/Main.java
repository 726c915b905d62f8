package dev.kith.local.command;

import dev.kith.local.Programs;
import dev.kith.local.service.ServiceEnvironment;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Progress;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.Spawner;
import dev.kith.local.stack.Stack;
import dev.kith.local.stack.StackFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The program behind `./kith up`, `down`, `clean`, `status` and `dev`. It does its work and ends; what it started
/// goes on.
public final class Main {
    private static final String ENVIRONMENT = "dev";
    private static final int INTERRUPTED = 130;
    // Kept, because the logging system forgets a logger, and with it its level, that nobody holds.
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private final Arguments arguments;
    private final Style style;

    private Main(Arguments arguments, Style style) {
        this.arguments = arguments;
        this.style = style;
    }

    /// Exit codes: see [Reason].
    public static void main(String[] words) {
        // What the clients of the stores have to say while a store starts is of no use to the person at the terminal.
        ROOT_LOGGER.setLevel(Level.OFF);
        var style = Style.of(System.getenv());
        try {
            System.exit(new Main(Arguments.parse(words), style).run());
        } catch (StackFailure e) {
            System.err.println(style.bad("kith: ") + e.getMessage());
            for (Throwable more : e.getSuppressed()) {
                System.err.println(style.bad("kith: ") + more.getMessage());
            }
            System.exit(e.reason().exitCode());
        } catch (RuntimeException e) {
            // A defect of ours, or a disk that went away: what it is in one line, and where, for a report.
            System.err.println(style.bad("kith: ") + "unexpected: " + e + " " + Arrays.toString(e.getStackTrace()));
            System.exit(Reason.ENVIRONMENT.exitCode());
        }
    }

    private int run() {
        return switch (arguments.command()) {
            case "up" -> up();
            case "down" -> down();
            case "remove" -> remove();
            case "status" -> status();
            case "address" -> address();
            case "environment" -> environment();
            default ->
                throw new StackFailure(Reason.USAGE, "Unknown command " + arguments.command() + ". See ./kith --help.");
        };
    }

    private int up() {
        Layout layout = arguments.layout();
        try (var lock = DataLock.take(layout);
                var display = new Display(style)) {
            var offset = PortOffset.of(layout);
            var ports = offset.ports(arguments.portOffset());
            arguments.portOffset().ifPresent(offset::remember);
            var stack = stack(ports, display);
            var interrupted = new Thread(() -> abandon(stack), "interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                stack.up(arguments.partsToStart());
            } finally {
                forget(interrupted);
            }
            return 0;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException interruptedAlready) {
            // The hook has the word now and ends this JVM; what else fails meanwhile is of no interest.
            LockSupport.park();
        }
    }

    // Ctrl-C: what is ready stays, what is half started goes.
    private static void abandon(Stack stack) {
        stack.abandonStarting();
        System.err.println();
        System.err.println("Interrupted. What was ready stays up (./kith status, ./kith down).");
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    private int down() {
        Layout layout = arguments.layout();
        if (!layout.isOurs()) {
            System.out.println("Nothing runs: there is no data in " + layout.data() + ".");
            return 0;
        }
        try (var lock = DataLock.take(layout);
                var display = new Display(style)) {
            stack(ports(), display).down(arguments.partsOrAll());
            return 0;
        }
    }

    // For `./kith clean`, which has asked. All under one lock: what starts next must start in another directory.
    private int remove() {
        Layout layout = arguments.layout();
        if (!layout.isOurs()) {
            throw new StackFailure(Reason.USAGE, layout.data() + " was not made by ./kith; it is left alone.");
        }
        try (var lock = DataLock.take(layout);
                var display = new Display(style)) {
            stack(ports(), display).down(List.of(Part.values()));
            layout.remove();
            return 0;
        }
    }

    private int status() {
        var ports = ports();
        var table = new StatusTable(
                stack(ports, Progress.SILENT).health(),
                ports.url(Part.GATEWAY),
                arguments.layout().data().toString());
        System.out.println(arguments.json() ? table.json() : table.text(style));
        return table.isHealthy() ? 0 : Reason.UNHEALTHY.exitCode();
    }

    // For the script: where the gateway, PostgreSQL and Kafka are.
    private int address() {
        var ports = ports();
        System.out.println("KITH_GATEWAY=" + ports.url(Part.GATEWAY));
        System.out.println("KITH_POSTGRES=" + Ports.HOST + ":" + ports.of(Part.POSTGRES));
        System.out.println("KITH_KAFKA=" + Ports.HOST + ":" + ports.of(Part.KAFKA));
        return 0;
    }

    // For the script: what a service must be told, one NAME=value a line.
    private int environment() {
        if (arguments.parts().size() != 1 || !arguments.parts().getFirst().isService()) {
            throw new StackFailure(
                    Reason.USAGE,
                    "Name one service: "
                            + Part.SERVICES.stream().map(Part::label).toList());
        }
        ServiceEnvironment.of(arguments.parts().getFirst(), ports(), ENVIRONMENT)
                .forEach((name, value) -> System.out.println(name + "=" + value));
        return 0;
    }

    private Ports ports() {
        return PortOffset.of(arguments.layout()).ports(arguments.portOffset());
    }

    private Stack stack(Ports ports, Progress progress) {
        var programs = Programs.of(arguments.layout(), ports, List.of(Part.values()), ENVIRONMENT, Map.of());
        return new Stack(arguments.layout(), programs, Spawner.detached(), progress);
    }
}
