package dev.kith.cli.screen;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a command prints. Colours only on a terminal, and not where NO_COLOR is set; control characters that others
/// sent never reach the terminal.
public final class Screen {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean coloured;

    public Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean coloured) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.coloured = coloured;
    }

    public static Screen ofProcess(Map<String, String> environment) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        // Scripts get UTF-8 whatever the locale; only a Windows terminal has another charset of its own.
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        var charset = windows && terminal ? System.out.charset() : StandardCharsets.UTF_8;
        return new Screen(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                terminal,
                terminal && !plain);
    }

    public enum Colour {
        GREEN("32"),
        YELLOW("33"),
        RED("31"),
        CYAN("36"),
        FAINT("2"),
        BOLD("1");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    public boolean isTerminal() {
        return terminal;
    }

    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    public synchronized void error(String text) {
        err.println(text);
        err.flush();
    }

    /// One object on one line.
    public void json(Map<String, ?> object) {
        line(GSON.toJson(object));
    }

    public void jsonError(Map<String, ?> object) {
        error(GSON.toJson(object));
    }

    public String paint(Colour colour, String text) {
        return coloured ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /// What others wrote, without what a terminal would act on; line breaks stay.
    public static String safe(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .filter(c -> Character.getType(c) != Character.FORMAT || c == 0x200d)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// As above, on one line: a name with a line break could look like a message of somebody else.
    public static String safeLine(String text) {
        return safe(text).replace('\n', ' ');
    }

    /// Columns side by side, each as wide as its widest cell; long cells are cut.
    public void table(List<String> headers, List<List<String>> rows) {
        var widths = new int[headers.size()];
        var all = new ArrayList<List<String>>();
        all.add(headers);
        rows.forEach(row ->
                all.add(row.stream().map(cell -> Cells.cut(safeLine(cell))).toList()));
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        });
        for (int r = 0; r < all.size(); r++) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(i == 0 ? "  " : "   ")
                        .append(Cells.padded(all.get(r).get(i), widths[i]));
            }
            var stripped = text.toString().stripTrailing();
            line(r == 0 ? paint(Colour.FAINT, stripped) : stripped);
        }
    }
}
