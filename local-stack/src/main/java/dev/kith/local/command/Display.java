package dev.kith.local.command;

import dev.kith.local.stack.Part;
import dev.kith.local.stack.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows what happens to the parts: one line for each that is done, and on a terminal a last line, rewritten
/// every second, with those that are not. Where lines cannot be rewritten, what lasts is mentioned every few
/// seconds.
final class Display implements Progress, AutoCloseable {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int WORTH_A_LINE_SECONDS = 5;
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out = System.out;
    private final Style style;
    private final Map<Part, Pending> pending = new EnumMap<>(Part.class);
    private final Thread clock = Thread.ofPlatform().daemon().name("display").unstarted(this::tickOn);

    Display(Style style) {
        this.style = style;
        clock.start();
    }

    private record Pending(String what, Instant since) {
        long seconds() {
            return Duration.between(since, Instant.now()).toSeconds();
        }
    }

    @Override
    public synchronized void tell(Part part, String what) {
        line(part, style.faint(what));
        showPending();
    }

    @Override
    public void starting(Part part) {
        begin(part, "starting");
    }

    @Override
    public void ready(Part part, Duration took) {
        end(part, style.good("ready") + " in " + seconds(took) + " s");
    }

    @Override
    public void stopping(Part part) {
        begin(part, "stopping");
    }

    @Override
    public void stopped(Part part, Duration took) {
        end(part, "stopped in " + seconds(took) + " s");
    }

    /// Takes the rewritten line away.
    @Override
    public synchronized void close() {
        clock.interrupt();
        pending.clear();
        showPending();
    }

    private synchronized void begin(Part part, String what) {
        pending.put(part, new Pending(what, Instant.now()));
        if (!style.isTerminal()) {
            line(part, what);
        }
        showPending();
    }

    private synchronized void end(Part part, String what) {
        pending.remove(part);
        line(part, what);
        showPending();
    }

    private void tickOn() {
        try {
            while (true) {
                Thread.sleep(A_SECOND);
                tick();
            }
        } catch (InterruptedException closed) {
            // All is said.
        }
    }

    private synchronized void tick() {
        if (style.isTerminal()) {
            showPending();
            return;
        }
        pending.forEach((part, doing) -> {
            long seconds = doing.seconds();
            if (seconds > 0 && seconds % WORTH_A_LINE_SECONDS == 0) {
                line(part, "still " + doing.what() + ", " + seconds + " s");
            }
        });
    }

    private void line(Part part, String what) {
        String erase = style.isTerminal() ? ERASE_LINE : "";
        out.printf("%s  %-10s %s%n", erase, part.label(), what);
        out.flush();
    }

    private void showPending() {
        if (!style.isTerminal()) {
            return;
        }
        String parts = pending.entrySet().stream()
                .map(p -> p.getKey().label() + " " + p.getValue().seconds() + " s")
                .collect(Collectors.joining(", "));
        out.print(ERASE_LINE + (parts.isEmpty() ? "" : style.faint("  ... " + parts)));
        out.flush();
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.round(duration.toMillis() / 100.0) / 10.0);
    }
}
