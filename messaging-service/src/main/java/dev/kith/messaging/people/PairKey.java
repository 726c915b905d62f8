package dev.kith.messaging.people;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The key of a relationship: owner and peer.
record PairKey(long owner, long peer) {
    /// Empty: these bytes are no such key.
    static Optional<PairKey> of(byte @Nullable [] key) {
        if (key == null || key.length != 2 * Long.BYTES) {
            return Optional.empty();
        }
        var numbers = ByteBuffer.wrap(key);
        return Optional.of(new PairKey(numbers.getLong(), numbers.getLong()));
    }
}
