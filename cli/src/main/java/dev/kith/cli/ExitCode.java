package dev.kith.cli;

/// What the command ends with; scripts rely on it.
public final class ExitCode {
    public static final int OK = 0;

    /// Refused, or not possible: the message says why.
    public static final int REFUSED = 1;

    public static final int USAGE = 2;

    /// Nobody is signed in here, or not any more.
    public static final int SIGNED_OUT = 3;

    /// The server does not answer.
    public static final int UNREACHABLE = 4;

    private ExitCode() {}
}
