package dev.kith.messaging.send;

import dev.kith.kit.caller.Caller;

/// A device that sends, or the app's backend in the name of a user.
///
/// @param address the user's own, canonical
/// @param firstId of the device's block
/// @param lastId of the device's block
/// @param byBackend the app's backend speaks for the user, and may write to whoever may be written to
public record Sender(Caller caller, String address, int firstId, int lastId, boolean byBackend) {
    /// A device of the user.
    public static Sender device(Caller caller, String address, int firstId, int lastId) {
        return new Sender(caller, address, firstId, lastId, false);
    }

    /// Whether the id is of the device's block.
    public boolean owns(int id) {
        return Integer.compareUnsigned(firstId, id) <= 0 && Integer.compareUnsigned(id, lastId) <= 0;
    }

    long messageId(int id) {
        return caller.uid() << Integer.SIZE | Integer.toUnsignedLong(id);
    }
}
