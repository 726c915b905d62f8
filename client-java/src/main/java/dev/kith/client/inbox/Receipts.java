package dev.kith.client.inbox;

import dev.kith.contracts.socket.GroupReceipts;

/** How many in a group have a message, and which of two counts is the later. */
public final class Receipts {
    private Receipts() {}

    /** Counts only rise, so what arrives late or twice is no more. */
    public static boolean areMore(GroupReceipts before, GroupReceipts now) {
        return now.getDelivered() > before.getDelivered() || now.getRead() > before.getRead();
    }
}
