package dev.kith.cli.talk;

import dev.kith.cli.Failure;

/// Ids of messages, as they are shown.
final class MessageId {
    private MessageId() {}

    static long parse(String shown) {
        try {
            return Long.parseUnsignedLong(shown);
        } catch (NumberFormatException none) {
            throw Failure.usage(shown + " is no id of a message.");
        }
    }
}
