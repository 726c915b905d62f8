package dev.kith.bench.join;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactJoined;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The end of `contact.joined`, read as it grows. Not thread-safe.
final class NoticeTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    NoticeTopic(String bootstrap) {
        var settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            partitions = consumer.partitionsFor(Topic.CONTACT_JOINED.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw new BenchFailure(ExitCode.NO_STACK, "Kafka at " + bootstrap + " does not answer: " + e, e);
        }
    }

    /// Skips what is there now.
    void skipToEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /// Notes what comes of this joiner until all is there, and for a while longer what is there twice.
    void read(long joiner, Tally tally, Duration patience, Duration longer) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!tally.isComplete() && System.nanoTime() < deadline) {
            poll(joiner, tally);
        }
        long end = System.nanoTime() + longer.toNanos();
        while (System.nanoTime() < end) {
            poll(joiner, tally);
        }
    }

    private void poll(long joiner, Tally tally) {
        for (var record : consumer.poll(POLL)) {
            try {
                var notice = ContactJoined.parseFrom(record.value());
                if (notice.getJoiner() == joiner) {
                    tally.heard(notice.getRecipient());
                }
            } catch (InvalidProtocolBufferException unreadable) {
                throw new BenchFailure(ExitCode.BROKEN, "A notice cannot be read.", unreadable);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
