package dev.kith.local.stack;

/// Why a command on the stack failed, with the exit code of `./kith`.
public enum Reason {
    /// A part does not answer or has gone; what `status` says of a stack that is not all up.
    UNHEALTHY(1),
    /// A wrong option, name or directory.
    USAGE(2),
    /// The machine lacks something: permission, a program, memory.
    ENVIRONMENT(3),
    /// A part of Kith is not built.
    NOT_BUILT(4),
    /// Another program listens where a part should.
    PORT_TAKEN(5),
    /// A part stopped while it was starting, or never became ready.
    CRASHED(6),
    /// Too little room on the disk.
    DISK_FULL(7),
    /// Another command is changing this stack.
    BUSY(8);

    private final int exitCode;

    Reason(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
