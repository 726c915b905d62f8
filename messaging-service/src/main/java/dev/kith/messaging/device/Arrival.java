package dev.kith.messaging.device;

/// What a device is told at its hello.
///
/// @param address the user's own, canonical; empty: not known here yet
/// @param block number of the device's range of ids
/// @param lastUsed highest id of that range that a message has, or may have that is still in the log; 0 for none
/// @param head newest seq of the inbox
/// @param revokedAt when the device was signed out, epoch milliseconds; 0: it was not
public record Arrival(String address, int block, int lastUsed, long head, long revokedAt) {
    static final int ID_BITS = 20;

    public int firstId() {
        return block << ID_BITS;
    }

    public int lastId() {
        return firstId() | (1 << ID_BITS) - 1;
    }

    /// The first id that was never used; 0: there is none left.
    public int nextId() {
        if (lastUsed == 0) {
            return firstId();
        }
        return lastUsed == lastId() ? 0 : lastUsed + 1;
    }
}
