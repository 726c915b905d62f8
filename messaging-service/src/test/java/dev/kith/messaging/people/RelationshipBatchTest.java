package dev.kith.messaging.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Event;
import dev.kith.kit.event.PoisonedRecord;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelationshipBatchTest {
    private static final PairKey PAIR = new PairKey(1, 2);

    @Test
    void takesTheLastOfEachPair() {
        var batch = batch(update(1, false), update(2, true));

        assertThat(batch.standing()).containsOnlyKeys(PAIR).containsValue(update(2, true));
        assertThat(batch.ended()).isEmpty();
    }

    @Test
    void endsAPairWithATombstone() {
        var batch = batch(update(1, false), null);

        assertThat(batch.standing()).isEmpty();
        assertThat(batch.ended()).containsExactly(PAIR);
    }

    @Test
    void beginsAPairAnewAfterATombstone() {
        var batch = batch(null, update(1, false));

        assertThat(batch.standing()).hasSize(1);
        assertThat(batch.ended()).containsExactly(PAIR);
    }

    @Test
    void doesNotReadWhatIsNoRelationship() {
        var noPair = new ConsumerRecord<byte[], byte[]>("t", 0, 0, Event.key(1), new byte[0]);
        var garbage = new ConsumerRecord<>("t", 0, 0, Event.key(1, 2), new byte[] {1});

        assertThatThrownBy(() -> RelationshipChange.of(noPair)).isInstanceOf(PoisonedRecord.class);
        assertThatThrownBy(() -> RelationshipChange.of(garbage)).isInstanceOf(PoisonedRecord.class);
    }

    private static RelationshipBatch batch(@Nullable RelationshipUpdated... updates) {
        return RelationshipBatch.of(Arrays.stream(updates)
                .map(update -> RelationshipChange.of(
                        new ConsumerRecord<>("t", 0, 0, Event.key(1, 2), update == null ? null : update.toByteArray())))
                .toList());
    }

    private static RelationshipUpdated update(long version, boolean blocked) {
        return RelationshipUpdated.newBuilder()
                .setOwner(1)
                .setPeer(2)
                .setVersion(version)
                .setBlocked(blocked)
                .build();
    }
}
