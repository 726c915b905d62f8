package dev.kith.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.Cluster;
import org.junit.jupiter.api.Test;

class LeadingUidPartitionerTest {
    private static final int PARTITIONS = 12;

    @Test
    void putsTheRelationshipsOfAnOwnerWhereTheOwnerIs() {
        int ofOwner = LeadingUidPartitioner.partitionOf(Event.key(42), PARTITIONS);

        assertThat(LongStream.range(0, 100).mapToInt(peer -> partition(42, peer)))
                .containsOnly(ofOwner);
    }

    @Test
    void spreadsOwnersOverAllPartitions() {
        assertThat(LongStream.range(0, 1_000)
                        .mapToInt(owner -> partition(owner, 1))
                        .boxed())
                .containsAll(IntStream.range(0, PARTITIONS).boxed().toList());
    }

    @Test
    void refusesAKeyThatHasNoUid() {
        try (var partitioner = new LeadingUidPartitioner()) {
            assertThatThrownBy(() -> partitioner.partition("t", null, new byte[3], null, null, Cluster.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int partition(long owner, long peer) {
        return LeadingUidPartitioner.partitionOf(Event.key(owner, peer), PARTITIONS);
    }
}
