package dev.kith.kit.event;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Chooses the partition by the first eight bytes of the key, the uid with which every key begins. So the relationships
/// of one owner, whose keys go on with the peer, keep their order among each other.
public final class LeadingUidPartitioner implements Partitioner {
    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        if (keyBytes == null || keyBytes.length < Long.BYTES) {
            throw new IllegalArgumentException("the key of a record on " + topic + " does not begin with a uid");
        }
        return partitionOf(keyBytes, cluster.partitionsForTopic(topic).size());
    }

    /// The partition of a key in a topic of so many partitions.
    public static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(Arrays.copyOf(key, Long.BYTES))) % partitions;
    }

    @Override
    public void configure(Map<String, ?> configuration) {}

    @Override
    public void close() {}
}
