package dev.kith.messaging.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Event;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RelationshipBatchTest {
    private static final PairKey PAIR = new PairKey(1, 2);

    @Test
    void takesTheLastOfEachPair() {
        var batch = RelationshipBatch.of(List.of(record(update(1, false)), record(update(2, true))));

        assertThat(batch.latest()).containsExactly(update(2, true));
        assertThat(batch.ended()).isEmpty();
    }

    @Test
    void endsAPairWithATombstone() {
        var batch = RelationshipBatch.of(List.of(record(update(1, false)), tombstone()));

        assertThat(batch.latest()).isEmpty();
        assertThat(batch.ended()).containsExactly(PAIR);
    }

    @Test
    void beginsAPairAnewAfterATombstone() {
        var batch = RelationshipBatch.of(List.of(tombstone(), record(update(1, false))));

        assertThat(batch.latest()).hasSize(1);
        assertThat(batch.ended()).containsExactly(PAIR);
    }

    @Test
    void setsAsideWhatIsNoRelationship() {
        var noKey = new ConsumerRecord<byte[], byte[]>("t", 0, 0, Event.key(1), new byte[0]);
        var garbage = new ConsumerRecord<>("t", 0, 0, Event.key(1, 2), new byte[] {1});

        assertThat(RelationshipBatch.of(List.of(noKey, garbage)).unreadable()).containsExactly(noKey, garbage);
    }

    private static RelationshipUpdated update(long version, boolean blocked) {
        return RelationshipUpdated.newBuilder()
                .setOwner(1)
                .setPeer(2)
                .setVersion(version)
                .setBlocked(blocked)
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> record(RelationshipUpdated update) {
        return new ConsumerRecord<>("t", 0, 0, Event.key(1, 2), update.toByteArray());
    }

    private static ConsumerRecord<byte[], byte[]> tombstone() {
        return new ConsumerRecord<>("t", 0, 0, Event.key(1, 2), null);
    }
}
