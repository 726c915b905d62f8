package dev.kith.bench.outcome;

/// How a benchmark ended, for scripts. The numbers are public.
public enum ExitCode {
    OK(0),
    /// A promise was broken: something was lost, doubled, out of order or wrong.
    BROKEN(1),
    /// A wrong option.
    USAGE(2),
    /// The stack is not there or does not let us in.
    NO_STACK(3),
    /// The load was not what was asked for: refused, unanswered, or not everything could be checked.
    INCOMPLETE(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
