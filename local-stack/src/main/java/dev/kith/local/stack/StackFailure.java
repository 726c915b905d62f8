package dev.kith.local.stack;

/// The stack cannot do what was asked. The message is for the person at the terminal: what is wrong and what to do.
public class StackFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public StackFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StackFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
