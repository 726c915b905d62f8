package dev.kith.messaging.people;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record of a relationship.
///
/// @param state empty: the pair has none any more
record RelationshipChange(PairKey pair, Optional<RelationshipUpdated> state) {
    static RelationshipChange of(ConsumerRecord<byte[], byte[]> record) {
        var pair = PairKey.of(record.key()).orElseThrow(() -> new PoisonedRecord("the key is not (owner, peer)"));
        return new RelationshipChange(pair, Listening.readCompacted(record, RelationshipUpdated.parser()));
    }
}
