package dev.kith.bench.chaos.messages;

import java.util.List;

/// What was promised and not kept.
///
/// @param sent messages that devices had to send
/// @param accepted those that were answered "sent"
/// @param unanswered neither accepted nor refused for good, however long its device tried
/// @param lost accepted, and not in the inbox of the recipient or of the sender
/// @param notShown in the recipient's inbox, and never on the screen
/// @param storedTwice one message in one inbox under two ids
/// @param shownTwice one message on one screen under two ids
/// @param repeated one seq twice on one connection
/// @param reordered messages that stand before one which was accepted before they were sent
/// @param undelivered accepted and acknowledged by the recipient's device, and still not "delivered" for the sender
/// @param phantom refused for good, and there all the same
/// @param behind devices that do not have the head of their inbox at the end
/// @param longest nanoseconds that a message took at most from "accepted" to the screen
/// @param first descriptions of the first few of them
public record Findings(
        long sent,
        long accepted,
        long unanswered,
        long lost,
        long notShown,
        long storedTwice,
        long shownTwice,
        long repeated,
        long reordered,
        long undelivered,
        long phantom,
        long behind,
        long longest,
        List<String> first) {

    /// Whether every promise was kept.
    public boolean kept() {
        return broken() == 0;
    }

    long broken() {
        return unanswered
                + lost
                + notShown
                + storedTwice
                + shownTwice
                + repeated
                + reordered
                + undelivered
                + phantom
                + behind;
    }
}
