package dev.kith.bench.report;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/// Option for the form of the result. The result goes to standard output, everything else to standard error.
public final class Output {
    @Option(names = "--json", description = "The result as one JSON object on standard output.")
    private boolean json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    public Progress progress() {
        return new Progress(err);
    }

    public void print(Report report) {
        out.print(json ? report.json() + "\n" : report.table());
        out.flush();
    }

    public void warn(String what) {
        err.println("Note: " + what);
    }
}
