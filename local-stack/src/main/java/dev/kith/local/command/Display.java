package dev.kith.local.command;

import dev.kith.local.stack.Part;
import dev.kith.local.stack.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Shows what happens to the parts: one line for each that is done, and on a terminal a last line, rewritten, with
/// those
/// that are not.
final class Display implements Progress {
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final Style style;
    private final Map<Part, String> pending = new EnumMap<>(Part.class);
    private final Map<Part, Duration> lastLine = new EnumMap<>(Part.class);

    Display(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void tell(Part part, String what) {
        line(part, style.faint(what));
    }

    @Override
    public synchronized void starting(Part part) {
        begin(part, "starting");
    }

    @Override
    public synchronized void waiting(Part part, Duration since) {
        pending.put(part, part.label() + " " + since.toSeconds() + " s");
        if (style.isTerminal()) {
            showPending();
        } else if (since.minus(lastLine.getOrDefault(part, Duration.ZERO)).compareTo(WORTH_A_LINE) > 0) {
            lastLine.put(part, since);
            line(part, "still starting, " + since.toSeconds() + " s");
        }
    }

    @Override
    public synchronized void ready(Part part, Duration took) {
        end(part, style.good("ready") + " in " + seconds(took) + " s");
    }

    @Override
    public synchronized void stopping(Part part) {
        begin(part, "stopping");
    }

    @Override
    public synchronized void stopped(Part part, Duration took) {
        end(part, "stopped in " + seconds(took) + " s");
    }

    /// Takes the rewritten line away.
    synchronized void finish() {
        pending.clear();
        showPending();
    }

    private void begin(Part part, String what) {
        pending.put(part, part.label());
        lastLine.remove(part);
        if (style.isTerminal()) {
            showPending();
        } else {
            line(part, what);
        }
    }

    private void end(Part part, String what) {
        pending.remove(part);
        line(part, what);
        showPending();
    }

    private void line(Part part, String what) {
        String erase = style.isTerminal() ? ERASE_LINE : "";
        out.printf("%s  %-10s %s%n", erase, part.label(), what);
        out.flush();
    }

    private void showPending() {
        if (style.isTerminal()) {
            String parts = pending.values().stream().filter(Objects::nonNull).collect(Collectors.joining(", "));
            out.print(ERASE_LINE + (parts.isEmpty() ? "" : style.faint("  ... " + parts)));
            out.flush();
        }
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.round(duration.toMillis() / 100.0) / 10.0);
    }
}
