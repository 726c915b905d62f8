package dev.kith.messaging.send;

import dev.kith.kit.caller.Caller;

/// A device that sends.
///
/// @param address the user's own, canonical
/// @param firstId of the device's block
/// @param lastId of the device's block
public record Sender(Caller caller, String address, int firstId, int lastId) {
    /// Whether the id is of the device's block.
    public boolean owns(int id) {
        return Integer.compareUnsigned(firstId, id) <= 0 && Integer.compareUnsigned(id, lastId) <= 0;
    }

    long messageId(int id) {
        return caller.uid() << Integer.SIZE | Integer.toUnsignedLong(id);
    }
}
