package dev.kith.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final byte UNREADABLE = 7;
    private static final byte UNUSABLE = 8;

    private final List<Byte> applied = new ArrayList<>();
    private final List<Byte> putAside = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int outages;

    @Test
    void appliesWhatComesTogetherTogether() {
        take(1, 2, 3);

        assertThat(sizes).containsExactly(3);
        assertThat(applied).containsExactly((byte) 1, (byte) 2, (byte) 3);
        assertThat(putAside).isEmpty();
    }

    @Test
    void putsAsideWhatCannotBeReadAndAppliesTheRest() {
        take(1, UNREADABLE, 3);

        assertThat(applied).containsExactly((byte) 1, (byte) 3);
        assertThat(putAside).containsExactly(UNREADABLE);
    }

    @Test
    void putsAsideTheOneWhoseFaultItIsThatTheRestFails() {
        take(1, UNUSABLE, 3);

        assertThat(applied).containsExactly((byte) 1, (byte) 3);
        assertThat(putAside).containsExactly(UNUSABLE);
    }

    @Test
    void waitsForAsLongAsAnOutageLastsAndPutsNothingAside() {
        outages = Listening.TRIES + 1;

        take(1, 2);

        assertThat(applied).containsExactly((byte) 1, (byte) 2);
        assertThat(putAside).isEmpty();
    }

    @Test
    void appliesNothingWhereNothingCanBeRead() {
        take(UNREADABLE);

        assertThat(sizes).isEmpty();
        assertThat(putAside).containsExactly(UNREADABLE);
    }

    private void take(int... values) {
        var records = IntStream.range(0, values.length)
                .mapToObj(i -> new ConsumerRecord<>("user.joined", 0, i, Event.key(1), new byte[] {(byte) values[i]}))
                .toList();
        new Batch<>(BatchTest::read, this::apply, this::putAside)
                .take(new ConsumerRecords<>(Map.of(new TopicPartition("user.joined", 0), records), Map.of()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static byte read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value()[0] == UNREADABLE) {
            throw new PoisonedRecord("unreadable");
        }
        return record.value()[0];
    }

    private Uni<Void> apply(List<Byte> values) {
        if (outages > 0) {
            outages--;
            return Uni.createFrom().failure(new IOException("away"));
        }
        sizes.add(values.size());
        if (values.contains(UNUSABLE)) {
            return Uni.createFrom().failure(new IllegalStateException("unusable"));
        }
        applied.addAll(values);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> putAside(ConsumerRecord<byte[], byte[]> record, Throwable reason) {
        putAside.add(record.value()[0]);
        return Uni.createFrom().voidItem();
    }
}
