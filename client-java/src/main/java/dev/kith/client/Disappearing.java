package dev.kith.client;

import java.time.Duration;

/**
 * When a message goes for good, from the server and from all devices of both sides. Each device that shows it ends it by its
 * own clock, and is told by {@link MessageUpdate.What#DISAPPEARED} at the latest when the server has.
 *
 * @param after from when on the time counts; in a group only from {@code SENDING}
 * @param time a second to a year
 */
public record Disappearing(After after, Duration time) {
    public enum After {
        SENDING,
        /** The first device of the recipient has it. Asks for a delivery receipt. */
        DELIVERY,
        /** Asks for a read receipt. */
        READING
    }
}
