package dev.kith.bench.chaos;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Records in Kafka that a group of readers has not said to have read. A reader that was killed, or is still
/// looking for its broker, has not come to rest, however quiet its tables are.
final class Backlog implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Admin admin;

    Backlog(String bootstrap) {
        var settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS / 2);
        admin = Admin.create(settings);
    }

    /// Those of all groups that remember in Kafka how far they are.
    long records() throws InterruptedException {
        try {
            long records = 0;
            for (var group : admin.listGroups().all().get()) {
                records += behind(admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get());
            }
            return records;
        } catch (ExecutionException e) {
            throw new BenchFailure(ExitCode.BROKEN, "Kafka does not tell how far its readers are: " + e.getCause(), e);
        }
    }

    private long behind(Map<TopicPartition, OffsetAndMetadata> read) throws InterruptedException, ExecutionException {
        var ends = ends(read);
        return read.entrySet().stream()
                .filter(reader -> reader.getValue() != null)
                .mapToLong(reader -> ends.getOrDefault(reader.getKey(), 0L)
                        - reader.getValue().offset())
                .filter(behind -> behind > 0)
                .sum();
    }

    private Map<TopicPartition, Long> ends(Map<TopicPartition, ?> partitions)
            throws InterruptedException, ExecutionException {
        return admin
                .listOffsets(partitions.keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
