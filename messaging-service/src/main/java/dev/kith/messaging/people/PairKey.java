package dev.kith.messaging.people;

import dev.kith.kit.event.PoisonedRecord;
import java.nio.ByteBuffer;

/// The key of a relationship: owner and peer.
record PairKey(long owner, long peer) {
    static PairKey of(byte[] key) {
        if (key == null || key.length != 2 * Long.BYTES) {
            throw new PoisonedRecord("the key is not that of a relationship");
        }
        var numbers = ByteBuffer.wrap(key);
        return new PairKey(numbers.getLong(), numbers.getLong());
    }
}
