package dev.kith.messaging.people;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.RelationshipUpdated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What some records of relationships come to: each pair once, as its last record says. Pure.
final class RelationshipBatch {
    private final Map<PairKey, RelationshipUpdated> latest = new LinkedHashMap<>();
    private final Set<PairKey> ended = new HashSet<>();
    private final List<ConsumerRecord<byte[], byte[]>> unreadable = new ArrayList<>();

    static RelationshipBatch of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        var batch = new RelationshipBatch();
        records.forEach(batch::add);
        return batch;
    }

    /// The pairs that stand to each other in some way.
    Collection<RelationshipUpdated> latest() {
        return latest.values();
    }

    /// The pairs that had no relationship at some point of the batch: what is stored of them is older than that.
    Set<PairKey> ended() {
        return ended;
    }

    List<ConsumerRecord<byte[], byte[]>> unreadable() {
        return unreadable;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        var key = PairKey.of(record.key());
        if (key.isEmpty()) {
            unreadable.add(record);
        } else if (record.value() == null) {
            latest.remove(key.get());
            ended.add(key.get());
        } else {
            try {
                latest.put(key.get(), RelationshipUpdated.parseFrom(record.value()));
            } catch (InvalidProtocolBufferException garbled) {
                unreadable.add(record);
            }
        }
    }
}
