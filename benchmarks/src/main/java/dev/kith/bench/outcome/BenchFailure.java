package dev.kith.bench.outcome;

/// The benchmark cannot go on. The message is for the person at the terminal: what is wrong and what to do.
public class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public BenchFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public BenchFailure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
