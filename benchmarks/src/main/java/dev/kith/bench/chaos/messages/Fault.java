package dev.kith.bench.chaos.messages;

import java.util.List;

/// What is broken under the devices. All is mended before the next fault.
public enum Fault {
    /// The node behind the gateway is killed and started again.
    NODE,
    /// The node beside it is.
    OTHER_NODE,
    KAFKA,
    POSTGRES,
    REDIS,
    GATEWAY,
    /// A node is stopped for longer than its share of the log is kept for it, and wakes up believing that it still owns
    /// it.
    SLEEPING_NODE,
    /// The session registry is emptied.
    FLUSHED_REDIS,
    /// A tenth of the connections end without a word, several times.
    CUT_CONNECTIONS,
    /// The node beside is stopped in order, and comes back: the log is divided anew twice.
    NODE_LEAVES_AND_COMES;

    /// Everything that breaks.
    public static final List<Fault> ALL =
            List.of(NODE, OTHER_NODE, KAFKA, POSTGRES, REDIS, GATEWAY, SLEEPING_NODE, FLUSHED_REDIS, CUT_CONNECTIONS);

    /// For a round of a minute: those that are over soon, and of the nodes one.
    public static final List<Fault> FEW = List.of(OTHER_NODE, POSTGRES, REDIS, FLUSHED_REDIS, CUT_CONNECTIONS, GATEWAY);
}
