package dev.kith.cli;

/// What the command ends with; scripts rely on it.
final class ExitCode {
    static final int OK = 0;

    /// Refused, or not possible: the message says why.
    static final int REFUSED = 1;

    static final int USAGE = 2;

    /// Nobody is signed in here, or not any more.
    static final int SIGNED_OUT = 3;

    /// The server does not answer.
    static final int UNREACHABLE = 4;

    private ExitCode() {}
}
