package dev.kith.messaging.writer;

/// The right to write what one partition says, until someone takes over with a higher epoch.
///
/// @param nextOffset of the first record that is not in the store
public record Claim(int partition, long epoch, long nextOffset) {
    /// The claim once everything before this offset is stored.
    public Claim advanced(long offset) {
        return new Claim(partition, epoch, offset);
    }
}
