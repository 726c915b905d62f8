package dev.kith.client.outbox;

import java.util.OptionalLong;

/** The ids of this device, as the server gave them: a block in which no other device of the user gives any. Thread-safe. */
public interface MessageIds {
    /** The device's block, and the lowest id in it that the server has not seen used; 0: it does not say. */
    void block(long first, long last, long next);

    /** Another user of this device has another block. */
    default void forget() {
        block(1, 0, 0);
    }

    /** One that was not given before; empty as long as no block is known. */
    OptionalLong next();
}
