package dev.kith.messaging.inbox;

/// The right to write what one partition says, until someone takes over with a higher epoch.
///
/// @param nextOffset of the first record that is not in the store
record Claim(int partition, long epoch, long nextOffset) {
    Claim advanced(long offset) {
        return new Claim(partition, epoch, offset);
    }
}
